/**
 * Loaded into `hatchery` before anything else: gives it the time of the test, counts its steps, kills it at the chosen one.
 * All of it is told by variables of the environment.
 */
import { writeFileSync } from 'node:fs';
import { countFileSteps } from './file-steps.ts';
import { countRequestSteps } from './request-steps.ts';
import { shiftClock } from './shift-clock.ts';
import { stepsTaken } from './steps.ts';

const { PROOF_CLOCK_SHIFT, PROOF_ROOT, PROOF_STEPS_FILE } = process.env;

shiftClock(Number(PROOF_CLOCK_SHIFT ?? 0));
countRequestSteps();
if (PROOF_ROOT !== undefined) await countFileSteps(PROOF_ROOT);
if (PROOF_STEPS_FILE !== undefined) process.on('exit', () => writeFileSync(PROOF_STEPS_FILE, String(stepsTaken())));
