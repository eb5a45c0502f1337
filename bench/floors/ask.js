// ask.js SLACK: asks for one page.
import { get } from './http.js';

await get(`${process.argv[2]}/logs`);
process.exit();
