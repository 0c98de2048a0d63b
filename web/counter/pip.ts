/** The compact window: always on top where the browser can, a small window of its own elsewhere. */
import { useCallback, useEffect, useState } from "react";

const SIZE = { width: 320, height: 200 };

interface PictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

export interface Pip {
  view?: Window;
  body?: HTMLElement;
  toggle: () => void;
}

function pictureInPicture(): PictureInPicture | undefined {
  return (globalThis as { documentPictureInPicture?: PictureInPicture }).documentPictureInPicture;
}

export function usePip(): Pip {
  const [view, setView] = useState<Window>();
  useEffect(() => () => view?.close(), [view]);

  const toggle = useCallback(() => {
    if (view) return view.close();
    const able = pictureInPicture();
    if (!able) return openSmallWindow();
    able.requestWindow(SIZE).then((opened) => {
      dress(opened.document);
      opened.addEventListener("pagehide", () => setView(undefined));
      setView(opened);
    }, openSmallWindow);
  }, [view]);

  return view ? { view, body: view.document.body, toggle } : { toggle };
}

/** The page's own style sheets, by address: a strict policy allows no styles written into the page. */
function dress(page: Document): void {
  page.documentElement.lang = document.documentElement.lang;
  page.title = document.title;
  for (const sheet of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) {
    const link = page.createElement("link");
    link.rel = "stylesheet";
    link.href = sheet.href;
    page.head.append(link);
  }
}

function openSmallWindow(): void {
  const address = new URL(location.href);
  address.searchParams.set("compact", "1");
  window.open(address, "tingtang-compact", `popup,width=${SIZE.width},height=${SIZE.height}`);
}
