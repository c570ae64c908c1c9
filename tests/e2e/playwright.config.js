import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: ".",
  outputDir: "../../target/e2e",
  fullyParallel: true,
  workers: 2,
  reporter: "line",
  // A browser that starts on a busy machine may take half a minute for its first page.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  use: {
    baseURL: process.env["BASE_URL"] ?? "http://127.0.0.1:8000/",
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      executablePath: process.env["CHROME_PATH"] ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
      ],
    },
  },
});
