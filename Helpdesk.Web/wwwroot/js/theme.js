// Loaded in the head, before anything is painted: without a chosen theme the system's is followed, also when it changes.
(() => {
  const root = document.documentElement;
  if (root.dataset.theme) return;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => { root.dataset.theme = dark.matches ? 'dark' : 'light'; };
  dark.addEventListener('change', follow);
  follow();
})();
