// Serves web/dist and plays the fixtures' states, without the server: /s/{fixture}/{view}/.
// The stream stands on the next port, as in production.
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { runnerImport } from "vite";

const home = new URL("..", import.meta.url).pathname;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wav": "audio/wav",
  ".ogg": "audio/ogg",
  ".mp3": "audio/mpeg",
};

/** Where the first page answers: signing in, and where one-time links lead. */
const ENTRANCE = /^\/((sign-in|invite|enrol)\/[^/]*)?$/;

/** Every module in fixtures/ whose default export is a list of states. */
async function loadFixtures() {
  const found = new Map();
  for (const file of readdirSync(join(home, "fixtures")).filter((name) => name.endsWith(".ts"))) {
    const { module } = await runnerImport(join(home, "fixtures", file), {
      configFile: false,
      logLevel: "error",
    });
    for (const fixture of module.default ?? []) found.set(`${fixture.name}/${fixture.view}`, fixture);
  }
  return found;
}

/** A port that is free together with the next one. */
async function freePair() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const free = await Promise.all([port, port + 1].map(isFree));
    if (free.every(Boolean)) return port;
  }
}
function isFree(port) {
  return new Promise((answer) => {
    const probe = createServer()
      .once("error", () => answer(false))
      .listen(port, "127.0.0.1", () => probe.close(() => answer(true)));
  });
}

/** `port` 0 takes any; `extra` names further files by address. */
export async function serve({ port: wanted = 5180, dist = join(home, "dist"), extra = {} } = {}) {
  const port = wanted || (await freePair());
  const fixtures = await loadFixtures();
  const loads = []; // how many tokens each load of a page has asked for; a cookie says which load
  const verbs = [];
  const lines = new Set(); // open streams: {seat, view, send, response}
  const away = new Set(); // seats whose server is away

  const policy = `default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' http://localhost:${port + 1}; frame-ancestors 'none'; object-src 'none'; base-uri 'none'`;

  const doors = createServer((request, response) => {
    const { pathname } = new URL(request.url, `http://localhost:${port}`);
    const [, seat = "morning", rest = pathname] = /^\/s\/([^/]+)(\/.*)$/.exec(pathname) ?? [];
    if (pathname === "/blank") return void response.writeHead(200, { "Content-Type": TYPES[".html"] }).end();
    if (rest.startsWith("/api/")) return api(request, response, seat, rest);
    if (rest === "/" && !existsSync(join(dist, "entrance/index.html"))) return index(response);
    const name = ENTRANCE.test(rest) ? "entrance/" : rest;
    const file = extra[pathname] ?? join(dist, normalize(name.endsWith("/") ? `${name}index.html` : name));
    if ((!extra[pathname] && !file.startsWith(dist)) || !existsSync(file) || !statSync(file).isFile())
      return void response.writeHead(404).end();
    response.writeHead(200, {
      ...(file.endsWith(".html") && { "Set-Cookie": `load=${loads.push(0) - 1}; Path=/s/${seat}/` }),
      ...((extra[pathname] || rest.startsWith("/assets/")) && {
        "Cache-Control": "max-age=86400, immutable",
      }),
      "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
      "Content-Security-Policy": policy,
      "X-Content-Type-Options": "nosniff",
    });
    createReadStream(file).pipe(response);
  });

  function index(response) {
    const links = [...fixtures.values()].map(
      ({ name, view }) => `<li><a href="/s/${name}/${view}/">${view} ${name}</a></li>`,
    );
    response
      .writeHead(200, { "Content-Type": TYPES[".html"] })
      .end(`<!doctype html><title>States</title><ul>${links.join("")}</ul>`);
  }

  function api(request, response, seat, path) {
    const answer = (status, body) =>
      response
        .writeHead(status, {
          "Cache-Control": "no-store",
          "Content-Type": status < 400 ? "application/json" : "application/problem+json",
        })
        .end(JSON.stringify(body));
    const seated = [...fixtures.values()].find((one) => one.name === seat);
    const known = seated?.answers?.[path];
    const load = /\bload=(\d+)/.exec(request.headers.cookie ?? "")?.[1] ?? "0";
    if (typeof known === "function" && request.method === "GET")
      return answer(200, known(load, undefined, request.url));
    if (known && typeof known !== "function" && request.method === "GET")
      return answer(known.status ?? 200, known);
    if (path === "/api/me" && seated?.me) return answer(200, seated.me);
    if (path === "/api/me") {
      return answer(200, {
        kind: "device",
        name: "",
        post: "",
        language: "zh-Hans",
        branch: { id: "b-south", name: "城南支行" },
        views: [],
        rights: [],
        csrf: "dev",
      });
    }
    let text = "";
    request.on("data", (chunk) => (text += chunk));
    request.on("end", () => {
      const body = text ? JSON.parse(text) : {};
      if (path === "/api/live/token") return token(answer, request, seat, body.view);
      const view = /\/(\w+)\/(\?|$)/.exec(request.headers.referer ?? "")?.[1];
      const fixture = fixtures.get(`${seat}/${view}`);
      const verb = {
        seat,
        path,
        body,
        key: request.headers["idempotency-key"],
        match: request.headers["if-match"],
      };
      if (request.method === "POST") verbs.push(verb);
      if (typeof known === "function") {
        const told = known(load, body);
        return answer(told.status ?? 200, told);
      }
      if (fixture?.refuses) return answer(fixture.refuses.status, { ...fixture.refuses });
      if (known) return answer(known.status ?? 200, known);
      if (path.endsWith("/tickets")) return answer(200, { ...fixture.issued, service: body.service });
      if (path.endsWith("/help")) return answer(200, { id: "h-1" });
      return answer(200, { id: "t", number: "A036", state: "waiting", version: 4 });
    });
  }

  function token(answer, request, seat, view) {
    const fixture = fixtures.get(`${seat}/${view}`);
    const asked = (loads[/\bload=(\d+)/.exec(request.headers.cookie ?? "")?.[1] ?? 0] += 1);
    if (fixture?.line === "refused")
      return answer(401, { code: "sign_in", title: "链接已失效", status: 401 });
    if (!fixture || away.has(seat) || fixture.line === "never" || (fixture.line === "cut" && asked > 1))
      return answer(503, { code: "database_away", title: "", status: 503 });
    answer(200, {
      url: `http://localhost:${port + 1}/live/b-south?view=${view}&seat=${seat}`,
      expires_in: 300,
    });
  }

  const stream = createServer((request, response) => {
    const { searchParams } = new URL(request.url, `http://localhost:${port + 1}`);
    const fixture = fixtures.get(`${searchParams.get("seat")}/${searchParams.get("view")}`);
    const origin = request.headers.origin ?? `http://localhost:${port}`;
    response.writeHead(200, {
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store",
      "Access-Control-Allow-Origin": origin,
      "Access-Control-Allow-Credentials": "true",
    });
    const began = Date.now();
    const scale = fixture.state.branch?.clock_scale ?? 1;
    const at = () => new Date(Date.parse(fixture.at) + (Date.now() - began) * scale).toISOString();
    let sequence = 1000;
    const send = (event, data) =>
      response.write(
        `event: ${event}\nid: ${sequence}\ndata: ${JSON.stringify({ at: at(), sequence, ...data })}\n\n`,
      );
    send("snapshot", { view: fixture.view, state: fixture.state });
    if (fixture.line === "cut") return void response.end();
    const timers = [setInterval(() => send("ping", {}), 2000)];
    let wait = 0;
    for (const { after, patch } of fixture.then ?? []) {
      wait += after;
      timers.push(setTimeout(() => ((sequence += 1), send("patch", { patch })), wait));
    }
    const line = {
      key: `${searchParams.get("seat")}/${fixture.view}`,
      response,
      tell: (patch) => ((sequence += 1), send("patch", { patch })),
    };
    lines.add(line);
    request.on("close", () => {
      lines.delete(line);
      timers.forEach((timer) => (clearInterval(timer), clearTimeout(timer)));
    });
  });

  await Promise.all([
    new Promise((done) => doors.listen(port, "127.0.0.1", done)),
    new Promise((done) => stream.listen(port + 1, "127.0.0.1", done)),
  ]);
  return {
    address: `http://localhost:${port}`,
    fixtures,
    verbs,
    /** Changes a state as the ledger would: whoever looks hears the patch, later lookers the whole. */
    change(seat, view, patch) {
      const fixture = fixtures.get(`${seat}/${view}`);
      fixture.state = { ...fixture.state, ...patch };
      for (const line of lines) if (line.key === `${seat}/${view}`) line.tell(patch);
    },
    /** The server of a seat goes away, or comes back. */
    setAway(seat, gone) {
      if (!gone) return away.delete(seat);
      away.add(seat);
      for (const line of lines) if (line.key.startsWith(`${seat}/`)) line.response.destroy();
    },
    async close() {
      doors.closeAllConnections();
      stream.closeAllConnections();
      await Promise.all([
        new Promise((done) => doors.close(done)),
        new Promise((done) => stream.close(done)),
      ]);
    },
  };
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { address } = await serve({
    port: Number(process.env.PORT ?? 5180),
    dist: process.env.DIST ?? join(home, "dist"),
  });
  console.log(`${address}/ lists every state`);
}
