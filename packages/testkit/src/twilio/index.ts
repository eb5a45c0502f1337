export { type TwilioEvent, twilioEvent, twilioEvents } from './twilio-event.ts';
export { type TwilioServer, type TwilioServerOptions, twilioServer } from './twilio-server.ts';
