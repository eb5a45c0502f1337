// ask.js SLACK: asks for one page.
import { buffer } from 'node:stream/consumers';
import { send } from './http.js';

JSON.parse((await buffer(await send('GET', `${process.argv[2]}/logs`))).toString());
process.exit();
