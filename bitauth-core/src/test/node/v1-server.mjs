// express with the middleware of npm bitauth as it is; tells what it understood.
import { load, serve } from './packages.mjs';

const express = load('express');
const app = express();
app.use(load('bitauth/lib/middleware/rawbody'));
app.use(load('body-parser').raw({ type: () => true, limit: '1mb' }));
app.use(load('bitauth').middleware);
app.use((request, response) => {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const { sin = null, method, originalUrl } = request;
  response.status(sin ? 200 : 401).json({ sin, method, target: originalUrl, bodyHex: body.toString('hex') });
});
serve(app);
