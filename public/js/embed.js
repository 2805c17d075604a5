// Fits the frame of a figure to its content. The frame is whole without it.
// It tells its height to the page around it, once for every change, in a
// message whose form is a promise: {type:'figurehead:height', version:1,
// height}, and in the words of the listeners that pages already have.
(() => {
  const page = window.parent;
  if (page === window) return;
  const secret = (/[#&?]secret=(\w+)/.exec(location.hash) || [])[1];
  const child = new URLSearchParams(location.search).get('childId');
  const tell = message => page.postMessage(message, '*');
  let told = 0;

  const fit = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (!height || height === told) return;
    told = height;
    tell({ type: 'figurehead:height', version: 1, height });
    if (secret) return tell({ message: 'height', value: height, secret }); // WordPress
    if (/^[\w-]{1,99}$/.test(child)) tell(`pymxPYMx${child}xPYMxheightxPYMx${height}`); // pym.js
    tell({ sentinel: 'amp', type: 'embed-size', height }); // AMP
    tell({ 'datawrapper-height': { figurehead: height } }); // Datawrapper, which finds the frame by its window
    tell(JSON.stringify({ src: location.href, context: 'iframe.resize', height })); // Medium
    if (window.requestResize) requestResize();
  };

  // Frames that are out of sight are not drawn, so nobody observes them:
  // WordPress hides a frame until it has told its height.
  fit();
  addEventListener('load', fit);
  new ResizeObserver(fit).observe(document.body);
  addEventListener('message', event => {
    if (event.source === page && event.data && event.data.message === 'ready') {
      told = 0;
      fit();
    }
  });
  // A sandbox without an origin of its own cannot open links: WordPress does.
  addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('a[href]');
    if (!secret || !link || window.origin !== 'null') return;
    event.preventDefault();
    tell({ message: 'link', value: link.href, secret });
  });
})();
