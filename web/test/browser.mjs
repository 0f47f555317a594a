// Starts the browser that the machine has, and writes the sample reports that the tests open.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const repository = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The browser: CHROMIUM, or where Debian puts it. */
export const executable = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** A browser with a profile of its own that talks to nobody. */
export async function launch() {
  if (!existsSync(executable)) {
    throw new Error(`there is no browser at ${executable}: install it with \`apt-get install chromium\`, or name another in CHROMIUM`);
  }
  return chromium.launch({
    executablePath: executable,
    headless: true,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

/** A folder for one run of the tests, gone when it is over. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), "bonafide-web-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes the sample reports of these kinds and gives their addresses. */
export function samples(into, kinds) {
  // SAMPLE_REPORT names the program where it was built before; else cargo builds and runs it.
  const built = process.env.SAMPLE_REPORT;
  const addresses = {};
  for (const kind of kinds) {
    const out = join(into, `${kind}.html`);
    const [program, words] = built
      ? [built, []]
      : ["cargo", ["run", "--quiet", "--package", "bonafide-report", "--example", "sample_report", "--"]];
    execFileSync(program, [...words, out, kind], { cwd: repository, stdio: ["ignore", "inherit", "inherit"] });
    addresses[kind] = pathToFileURL(out).href;
  }
  return addresses;
}
