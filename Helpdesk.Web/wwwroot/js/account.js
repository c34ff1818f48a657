// The account page: dialogs, new passkeys, and going on under a new session.
import { create, post, supported } from './passkeys.js';

/** Opens a dialog over the page. */
export function show(dialog) { if (!dialog.open) dialog.showModal(); }

/** Registers a passkey; answers null, or the code of the refusal. */
export async function addPasskey(name) {
  if (!supported()) return 'signin.passkey-unsupported';
  try {
    await post('/account/passkeys', { ...await create(await post('/account/passkeys/options')), name });
    return null;
  } catch (failure) {
    return failure.code && typeof failure.code === 'string' ? failure.code : 'signin.passkey-refused';
  }
}

/** Posts as a form would: the answer is a new page with a new cookie. */
export function renew(done) {
  const form = Object.assign(document.createElement('form'), { method: 'post', action: '/account/renew', hidden: true });
  form.append(document.querySelector('#antiforgery input').cloneNode());
  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'done', value: done }));
  document.body.append(form);
  document.documentElement.dataset.leaving = '';
  form.submit();
}
