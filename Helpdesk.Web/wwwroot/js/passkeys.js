// Passkeys: what the server asks in JSON, the browser's WebAuthn answers in bytes, and the other way round.
const toBytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
const toText = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const described = list => (list ?? []).map(item => ({ ...item, id: toBytes(item.id) }));
const token = () => document.querySelector('#antiforgery input')?.value ?? '';

/** Whether this browser knows passkeys, here: not over plain http, but for localhost. */
export const supported = () => window.PublicKeyCredential !== undefined && window.isSecureContext;

/** Posts JSON with the antiforgery token; a refusal comes back as { code }. */
export async function post(url, body) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', RequestVerificationToken: token() },
    body: JSON.stringify(body ?? {}),
  });
  const text = await answer.text();
  const json = text === '' ? {} : JSON.parse(text);
  if (!answer.ok) throw Object.assign(new Error('refused'), { code: json.code ?? 'signin.passkey-refused' });
  return json;
}

/** Lets the person choose a passkey of this site. */
export async function get({ proof, options }) {
  const made = await navigator.credentials.get({
    publicKey: { ...options, challenge: toBytes(options.challenge), allowCredentials: described(options.allowCredentials) },
  });
  const { authenticatorData, clientDataJSON, signature, userHandle } = made.response;
  return {
    proof,
    credential: {
      ...common(made),
      response: {
        authenticatorData: toText(authenticatorData),
        clientDataJSON: toText(clientDataJSON),
        signature: toText(signature),
        userHandle: userHandle ? toText(userHandle) : null,
      },
    },
  };
}

/** Makes a new passkey. */
export async function create({ proof, options }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: described(options.excludeCredentials),
    },
  });
  const { attestationObject, clientDataJSON } = made.response;
  return {
    proof,
    credential: {
      ...common(made),
      response: {
        attestationObject: toText(attestationObject),
        clientDataJSON: toText(clientDataJSON),
        transports: made.response.getTransports?.() ?? [],
      },
    },
  };
}

const common = made => ({
  id: made.id,
  rawId: toText(made.rawId),
  type: made.type,
  authenticatorAttachment: made.authenticatorAttachment,
  clientExtensionResults: made.getClientExtensionResults(),
});
