// Sends one request signed by npm http-message-signatures and secp256k1; prints status and text of the answer.
import { randomBytes } from 'node:crypto';
import { bitauth, contentDigest, load, order, secp256k1, send, sha256 } from './packages.mjs';

const { url, method, bodyHex, key, token, tamper } = order();
const body = Buffer.from(bodyHex, 'hex');
const created = new Date();
const covered = ['@method', '@target-uri', 'content-digest', ...(token ? ['x-auth-token'] : [])];
const { headers } = await load('http-message-signatures').httpbis.signMessage(
  {
    name: 'bitauth',
    key: {
      id: bitauth.getPublicKeyFromPrivateKey(key),
      sign: async (base) => secp256k1.sign(sha256(base), Buffer.from(key, 'hex')).signature,
    },
    fields: covered,
    params: ['created', 'expires', 'nonce', 'keyid', 'tag'],
    paramValues: {
      created,
      expires: new Date(created.getTime() + 60_000),
      nonce: randomBytes(16).toString('base64url'),
      tag: 'bitauth-2',
    },
  },
  { method, url, headers: { 'content-digest': contentDigest(body), ...(token && { 'x-auth-token': token }) } },
);
if (tamper) body[0] ^= 1;
console.log(JSON.stringify(await send(url, method, headers, body)));
