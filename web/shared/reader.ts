/**
 * The contract between a kiosk's card reader and the page. The bank's kiosk shell, or a small program
 * beside the browser, puts an adapter at `window.tingtangReader` before the page loads. The adapter posts
 * what was read (docs/card-reader.md) and tells the page the visit that the server answered with: the page
 * never sees a number.
 */
export interface CardReader {
  /** Hears the visit of each card read until the returned function is called. `undefined`: misread. */
  listen(heard: (visit: string | undefined) => void): () => void;
}

declare global {
  interface Window {
    tingtangReader?: CardReader;
  }
}
