// ask.js SLACK: asks for one page.
import { close, get } from './http.js';

await get(`${process.argv[2]}/logs`);
close();
