import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.{ts,tsx}"],
    exclude: ["node_modules", "dist"],
    maxWorkers: 2,
    maxConcurrency: 2, // scenes at a time: more would only wait for each other
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
