// Browser push on this device: asks, subscribes, and gives the worker the words, since what is sent holds none.
const supported = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const subscription = async () => (await navigator.serviceWorker.getRegistration('/'))?.pushManager.getSubscription();

const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function bytes(base64url) {
  const raw = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(raw, c => c.charCodeAt(0));
}

/** Keeps the words where the worker finds them, in the reader's language of now. */
async function keep(words) {
  const cache = await caches.open('push-words');
  await cache.put('/push-words', new Response(JSON.stringify(words)));
}

/** What can be offered here: unsupported, denied, off, or on and at which address. */
export async function state(words) {
  if (!supported()) return { state: 'unsupported' };
  if (Notification.permission === 'denied') return { state: 'denied' };
  const kept = await subscription();
  if (!kept) return { state: 'off' };
  await keep(words);
  return { state: 'on', address: kept.endpoint };
}

/** Asks the reader and the browser; answers the subscription, or why there is none. */
export async function subscribe(key, words) {
  if (await Notification.requestPermission() !== 'granted') return { state: 'denied' };
  try {
    await navigator.serviceWorker.register('/push-worker.js');
    const { pushManager } = await navigator.serviceWorker.ready;
    // One that is left from before may have been ended by the push service, or be for another key.
    await (await pushManager.getSubscription())?.unsubscribe();
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
    await keep(words);
    return { state: 'on', address: made.endpoint, publicKey: text(made.getKey('p256dh')), auth: text(made.getKey('auth')), browser: navigator.userAgent };
  } catch {
    return { state: 'failed' };
  }
}

/** Ends the subscription; answers its address, or null when there was none. */
export async function unsubscribe() {
  const kept = await subscription();
  await kept?.unsubscribe();
  await caches.delete('push-words');
  return kept?.endpoint ?? null;
}
