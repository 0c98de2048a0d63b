import { existsSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Public pages run on old Chromium with Preact; staff pages with React. */
const PAGES: Record<string, string[]> = {
  public: ["kiosk", "wall", "phone", "book", "problem"],
  staff: ["lobby", "counter", "desk", "office", "entrance"],
};

const PREACT = [
  { find: /^react\/jsx-(dev-)?runtime$/, replacement: "preact/jsx-runtime" },
  { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
  { find: /^react(-dom)?$/, replacement: "preact/compat" },
];

export default defineConfig(({ mode }) => {
  const isPublic = mode === "public";
  const pages = (PAGES[mode] ?? []).filter((page) => existsSync(`${import.meta.dirname}/${page}/index.html`));
  return {
    root: import.meta.dirname,
    base: "./", // pages stand under a seat's own path
    publicDir: false,
    plugins: isPublic ? [] : [react()],
    resolve: { alias: isPublic ? PREACT : [] },
    build: {
      outDir: "dist",
      emptyOutDir: false, // two builds share it; dev/build.mjs empties it first
      target: isPublic ? "chrome87" : "es2022",
      assetsInlineLimit: 0, // the content security policy allows no data: addresses
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rollupOptions: {
        input: Object.fromEntries(pages.map((page) => [page, `${import.meta.dirname}/${page}/index.html`])),
      },
    },
  };
});
