// <qr-scanner>: opens the camera when it is asked to, and the counter with the code that the camera sees. It adds nothing to the
// page that the server sent; it only shows and hides what is there. The library is fetched when somebody starts to scan.

class QrScanner extends HTMLElement {
  connectedCallback() {
    // Without a camera, or on a page that is not secure, the code is typed.
    this.hidden = !navigator.mediaDevices?.getUserMedia;
    this.querySelector('[data-start]').onclick = () => this.start();
    this.querySelector('[data-stop]').onclick = () => this.stop();
  }

  disconnectedCallback() {
    this.stop();
  }

  show(part) {
    for (const element of this.querySelectorAll('[data-part]')) element.hidden = !element.dataset.part.split(' ').includes(part);
  }

  async start() {
    this.show('camera');
    try {
      const { QRCanvas, frameLoop, rearCamera } = await import('/scan/dom.js');
      const canvas = new QRCanvas();
      this.camera = await rearCamera(this.querySelector('video'));
      if (!this.isConnected) return this.stop();
      this.cancel = frameLoop(async () => this.read(await this.camera?.readFrame(canvas, true)));
    } catch {
      this.stop();
      this.show('refused');
    }
  }

  read(seen) {
    if (typeof seen !== 'string') return;
    const code = codeIn(seen);
    if (!code) return this.show('other');
    this.stop();
    location.assign(`/shop?code=${encodeURIComponent(code)}`);
  }

  stop() {
    this.cancel?.();
    this.camera?.stop();
    this.cancel = this.camera = undefined;
    this.show('start');
  }
}

/** The pick-up code in what was scanned: the address that stands in our QR codes, or a bare code. */
function codeIn(seen) {
  try {
    const address = new URL(seen);
    return address.pathname === '/shop' ? address.searchParams.get('code') : null;
  } catch {
    return /^[2-9A-HJ-NP-Z-]{8,9}$/i.test(seen) ? seen : null;
  }
}

customElements.define('qr-scanner', QrScanner);
