const NAMED = /^[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/;

/** An XML file as text: in the encoding that it names, else UTF-8 or by its byte order mark. */
export function xmlText(file: ArrayBuffer): string {
  const head = new TextDecoder("latin1").decode(file.slice(0, 200));
  const mark = { "\xff\xfe": "utf-16le", "\xfe\xff": "utf-16be" }[head.slice(0, 2)];
  return decoder(mark ?? NAMED.exec(head)?.[1]).decode(file);
}

function decoder(name = "utf-8"): TextDecoder {
  try {
    return new TextDecoder(name);
  } catch {
    return new TextDecoder(); // the server says what it can't read
  }
}
