import { filePlace } from './file-place.ts';
import { gcsPlace } from './gcs-place.ts';
import type { PlaceKind } from './place.ts';
import { s3Place } from './s3-place.ts';

/** Every destination for objects. */
export const allPlaces: readonly PlaceKind[] = [filePlace, gcsPlace, s3Place];
