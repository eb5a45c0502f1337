import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from '@sigstore/protobuf-specs';
// Not from the packages' own entries, which take over every HTTP client of the process.
import { fulcioHandler, initializeCA, initializeCTLog } from '@sigstore/mock/dist/fulcio/index.js';
import { initializeTLog } from '@sigstore/mock/dist/rekor/index.js';
import { initializeTUFRepo } from '@tufjs/repo-mock/dist/repo.js';
import { attest, type Bundle } from 'sigstore';

/** The folder in which the root of trust of the public log is kept. */
const publicLog = encodeURIComponent('tuf-repo-cdn.sigstore.dev');

/** A certificate authority and a transparency log for builds, as sigstore runs them, on loopback. */
export interface BuildLog extends AsyncDisposable {
  /** Signs a statement as the workflow at a URL. */
  attest(statement: object, workflow: string): Promise<Bundle>;
  /** Makes npm's libraries trust this log in place of the public one, without asking the network. */
  trustIn(cache: string): void;
}

export async function startBuildLog(): Promise<BuildLog> {
  const keys = { ca: keyPair(), ct: keyPair(), log: keyPair() };
  const certificates = await initializeCTLog(keys.ct);
  const authority = await initializeCA(keys.ca, certificates);
  const log = await initializeTLog('https://log.example', keys.log);
  const certify = fulcioHandler(authority);
  const server = createServer((request, response) => {
    void readBody(request).then(async (body) => {
      const isProposal = request.url !== certify.path;
      const answer = isProposal ? JSON.stringify(await log.log(entryOf(body))) : (await certify.fn(body)).response;
      response.writeHead(201, { 'content-type': 'application/json' }).end(answer);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const trusted = trustedRoot({
    authority: Buffer.from(authority.rootCertificate.buffer),
    certificates: certificates.publicKey,
    certificatesId: Buffer.from(certificates.logID.buffer),
    log: log.publicKey,
  });
  return {
    attest: async (statement, workflow) =>
      attest(Buffer.from(JSON.stringify(statement)), 'application/vnd.in-toto+json', {
        fulcioURL: url,
        rekorURL: url,
        identityToken: identityToken(workflow),
        tlogUpload: true,
      }),
    trustIn: (cache) => writeTrust(join(cache, '_tuf', publicLog), trusted),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function keyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

async function readBody(request: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** What a log makes of a proposal: hashes, and what signed them. */
function entryOf(proposal: string): object {
  const { proposedContent } = JSON.parse(proposal).spec;
  const { payload, signatures } = JSON.parse(proposedContent.envelope);
  const sha256 = (bytes: string | Buffer) => ({
    algorithm: 'sha256',
    value: createHash('sha256').update(bytes).digest('hex'),
  });
  return {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: sha256(proposedContent.envelope),
      payloadHash: sha256(Buffer.from(payload, 'base64')),
      signatures: [{ signature: signatures[0].sig, verifier: proposedContent.verifiers[0] }],
    },
  };
}

/** What a builder proves itself with; the authority above asks nobody whether it is true. */
function identityToken(workflow: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ sub: workflow, iss: 'https://issuer.example' })}.${part({})}`;
}

function trustedRoot(keys: Readonly<Record<'authority' | 'certificates' | 'certificatesId' | 'log', Buffer>>): string {
  const start = new Date(0);
  const logOf = (rawBytes: Buffer, keyId: Buffer) => ({
    baseUrl: 'https://log.example',
    hashAlgorithm: HashAlgorithm.SHA2_256,
    publicKey: { rawBytes, keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256, validFor: { start } },
    logId: { keyId },
    checkpointKeyId: undefined,
    operator: '',
  });
  const root = TrustedRoot.toJSON({
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    certificateAuthorities: [
      {
        subject: { commonName: 'sigstore', organization: 'sigstore.mock' },
        uri: 'https://authority.example',
        certChain: { certificates: [{ rawBytes: keys.authority }] },
        validFor: { start },
        operator: '',
      },
    ],
    tlogs: [logOf(keys.log, createHash('sha256').update(keys.log).digest())],
    ctlogs: [logOf(keys.certificates, keys.certificatesId)],
    timestampAuthorities: [],
  });
  return JSON.stringify(root);
}

function writeTrust(folder: string, content: string): void {
  const repository = initializeTUFRepo([{ name: 'trusted_root.json', content }]);
  mkdirSync(join(folder, 'targets'), { recursive: true });
  writeFileSync(join(folder, 'targets/trusted_root.json'), content);
  for (const [name, meta] of Object.entries({
    root: repository.rootMeta,
    timestamp: repository.timestampMeta,
    snapshot: repository.snapshotMeta,
    targets: repository.targetsMeta,
  })) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(meta.toJSON()));
  }
}
