// The public pages: showing a password, signing in with a passkey, proposing an address. Everything else works without it.
import { get, post, supported } from './passkeys.js';

function toggle(button) {
  const field = document.getElementById(button.dataset.show), show = field.type === 'password';
  field.type = show ? 'text' : 'password';
  button.setAttribute('aria-pressed', String(show));
  field.focus();
}

async function signIn(button) {
  const problem = document.querySelector('[data-passkey-problem]');
  problem.hidden = true;
  button.disabled = true;
  try {
    const remember = document.querySelector('[data-signin] input[type=checkbox]')?.checked === true;
    const { to, proof } = await post('/signin/passkey', { ...await get(await post('/signin/passkey/options')), remember, returnUrl: button.dataset.return });
    if (!proof) { location.assign(to); return; }
    const form = document.querySelector('form[data-resume]');
    form.querySelector('[name=proof]').value = proof;
    form.submit();
  } catch {
    problem.hidden = false;
    button.disabled = false;
  }
}

// As Slugs.Of makes it; what somebody wrote themselves stays.
function propose(name) {
  const field = document.getElementById(name.dataset.slugFor);
  if (field.value !== '' && field.value !== field.dataset.proposed) return;
  field.value = field.dataset.proposed = name.value.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join('-').slice(0, 63).replace(/-+$/, '');
}

document.addEventListener('input', e => {
  if (e.target.dataset.slugFor) propose(e.target);
});
document.addEventListener('click', e => {
  const button = e.target.closest?.('[data-show], [data-passkey-signin]');
  if (button?.dataset.show) toggle(button);
  else if (button) signIn(button);
});
document.querySelectorAll('[data-show]').forEach(button => { button.hidden = false; });
if (supported()) document.querySelectorAll('[data-passkey-way]').forEach(way => { way.hidden = false; });
