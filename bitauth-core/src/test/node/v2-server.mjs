// A server whose signatures are checked by npm http-message-signatures and secp256k1; tells what it understood.
import { contentDigest, load, read, secp256k1, serve, sha256 } from './packages.mjs';

const { httpbis } = load('http-message-signatures');

async function verified(request, body) {
  const covered = ['@method', '@target-uri', 'content-digest'];
  if (request.headers['x-auth-token']) covered.push('x-auth-token');
  const valid = await httpbis.verifyMessage(
    {
      keyLookup: async ({ keyid }) => ({
        id: keyid,
        verify: async (base, signature) => secp256k1.verify(sha256(base), signature, Buffer.from(keyid, 'hex')),
      }),
      requiredFields: covered,
      requiredParams: ['created', 'expires', 'nonce', 'keyid', 'tag'],
    },
    { method: request.method, url: `http://${request.headers.host}${request.url}`, headers: request.headers },
  );
  return valid === true && request.headers['content-digest'] === contentDigest(body);
}

serve(async (request, response) => {
  const body = await read(request);
  const valid = await verified(request, body).catch(() => false);
  const text = JSON.stringify({ method: request.method, target: request.url, bodyHex: body.toString('hex') });
  response.writeHead(valid ? 200 : 401, { 'content-type': 'application/json', 'content-length': text.length });
  response.end(text);
});
