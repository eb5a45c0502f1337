import { defineSource } from '@hatchery/core';
import { check } from './check.ts';
import { collect } from './collect.ts';
import { options } from './options.ts';
import { resumeOf } from './resume.ts';
import { windowPolicy } from './window-policy.ts';

/** Any REST API, from options alone. See the README for what it can describe. */
export default defineSource({ config: options, resume: resumeOf, windows: windowPolicy, collect, check });
