// report.html in a real browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { folder, launch, samples } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
let reports;
let files;

before(async () => {
  files = folder();
  reports = samples(files.path, ["plain", "hostile", "partial", "empty", "large"]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  files?.remove();
});

/** Opens a report and hands over the page; afterwards nothing may have been logged or asked of the network. */
async function open(kind, options, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const noise = [];
  page.on("console", (message) => noise.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (request.url() !== reports[kind]) noise.push(`request: ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    noise.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  try {
    await page.goto(reports[kind]);
    await use(page);
    assert.deepEqual(noise, []);
  } finally {
    await context.close();
  }
}

const shown = (page) => page.locator("#list > li:not([hidden])").count();

/** What axe finds wrong with the page as it stands. */
async function violations(page) {
  // The policy of the page lets no script in, ours neither: evaluate runs outside of it.
  await page.evaluate(axe);
  const results = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  assert.ok(results.passes.length > 20, "axe looked at the page");
  return results.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => `${node.target}: ${node.failureSummary}`) }));
}

describe("reading", () => {
  test("ranks the subjects and says how many there are", () => open("plain", {}, async (page) => {
    assert.match(await page.title(), /Screening report/);
    assert.equal(await page.locator("main").count(), 1);
    const ranks = await page.locator("#list > li .rank").allTextContents();
    assert.ok(ranks.length > 40);
    assert.deepEqual(ranks.map((rank) => Number(rank.replace("Rank", ""))), ranks.map((_, index) => index + 1));
    assert.match(await page.locator("#shown").textContent(), new RegExp(`^${ranks.length} subjects shown`));
  }));

  test("sanctions matches stand apart, with the list version, the duties and what a person cleared", () => open("plain", {}, async (page) => {
    const section = page.locator("#sanctions");
    const firm = section.locator("article");
    assert.equal(await firm.count(), 2);
    assert.match(await firm.first().textContent(), /sdn of 2026-11-02 \(3f9a0c1b22d4\)/);
    assert.match(await firm.nth(1).textContent(), /held at least 60 % by listed parties/);
    const duty = section.locator("details", { hasText: "Office of Foreign Assets Control" });
    assert.equal(await duty.locator("dl").isVisible(), false);
    await duty.locator("summary").click();
    assert.match(await duty.locator("dl").textContent(), /10 business days/);
    assert.match(await section.locator("details", { hasText: "Cleared by a person" }).textContent(), /R\. Viewer/);
    // The link leads to the subject, whose own findings are shown there.
    await firm.first().locator("a").click();
    assert.match(page.url(), /#s1$/);
  }));

  test("headings descend without a gap", () => open("plain", {}, async (page) => {
    const levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1);
    levels.reduce((last, level) => {
      assert.ok(level <= last + 1, `h${level} after h${last}`);
      return level;
    }, 0);
  }));

  test("a subject shows its sum, sentences, records, sources and questions", () => open("plain", {}, async (page) => {
    const first = page.locator("#s1");
    await first.locator("summary").first().click();
    for (const text of ["How the sum came about", "Findings", "Innocent reasons", "Ask", "Published by", "Next steps"]) {
      assert.ok(await first.getByText(text, { exact: true }).first().isVisible(), text);
    }
    // The bars stand where the numbers say: each begins where the one before it ended.
    const bars = await first.locator(".fall tbody rect.plus").evaluateAll((all) => all.map((bar) => {
      const box = bar.getBoundingClientRect();
      return [box.left, box.right];
    }));
    assert.ok(bars.length >= 2);
    for (let index = 1; index < bars.length; index += 1) {
      assert.ok(Math.abs(bars[index][0] - bars[index - 1][1]) < 1, `bar ${index} begins at ${bars[index][0]}, not ${bars[index - 1][1]}`);
    }
    const sum = await first.locator(".fall tfoot rect").evaluate((bar) => bar.getBoundingClientRect().right);
    assert.ok(Math.abs(sum - bars.at(-1)[1]) < 1, "the sum ends where the last bar ends");
    const links = await first.locator(".src a").evaluateAll((all) => all.map((link) => [link.protocol, link.rel]));
    assert.ok(links.length > 0);
    for (const [protocol, rel] of links) {
      assert.equal(protocol, "https:");
      assert.match(rel, /noreferrer/);
    }
  }));

  test("a link to a rule opens the rule", () => open("plain", {}, async (page) => {
    await page.locator("#rules tbody a").first().click();
    assert.ok(await page.locator("details#r0").evaluate((details) => details.open));
  }));

  test("a partial run says so at the top", () => open("partial", {}, async (page) => {
    assert.ok(await page.getByRole("heading", { name: "This report is partial" }).isVisible());
    assert.equal(await page.locator("#problems li").count(), 3);
  }));

  test("a run without findings is a whole page", () => open("empty", {}, async (page) => {
    assert.ok(await page.getByText("No subject was found that needs attention.").isVisible());
  }));

  test("nothing is cut off on a telephone", () => open("plain", { viewport: { width: 360, height: 740 } }, async (page) => {
    await page.locator("#s1 > summary").click();
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
  }));
});

describe("filters", () => {
  test("by outcome", () => open("plain", {}, async (page) => {
    const all = await shown(page);
    const watch = await page.locator('#list > li[data-o="watch"]').count();
    assert.ok(watch > 0);
    await page.getByRole("checkbox", { name: "watch" }).uncheck({ force: true });
    assert.equal(await shown(page), all - watch);
    assert.equal(await page.locator('#list > li[data-o="watch"]:visible').count(), 0);
    assert.equal(await page.locator("#shown").textContent(), `${all - watch} of ${all} subjects shown.`);
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.waitForFunction((count) => document.querySelectorAll("#list > li:not([hidden])").length === count, all);
  }));

  test("by rule and by family", () => open("plain", {}, async (page) => {
    const title = "Several subjects paid into one account";
    await page.getByLabel("Rule", { exact: true }).selectOption({ label: title });
    const byRule = await shown(page);
    assert.ok(byRule > 0 && byRule < await page.locator("#list > li").count());
    for (const item of await page.locator("#list > li:not([hidden])").all()) {
      assert.match(await item.textContent(), new RegExp(title));
    }
    await page.getByLabel("Rule", { exact: true }).selectOption("");
    await page.getByLabel("Family").selectOption({ label: "coordination" });
    assert.ok(await shown(page) >= byRule);
    for (const item of await page.locator("#list > li:not([hidden])").all()) {
      assert.ok((await item.locator(".fam, h5").allTextContents()).length > 0);
      assert.ok(await item.locator('a[href^="#r"]', { hasText: "coordination/" }).count() > 0);
    }
  }));

  test("by a part of the id, whatever its case", () => open("plain", {}, async (page) => {
    const id = await page.locator("#s3 h3").textContent();
    await page.getByRole("searchbox", { name: "Subject id" }).fill(` ${id.toUpperCase()} `);
    assert.deepEqual(await page.locator("#list > li:not([hidden]) h3").allTextContents(), [id]);
    await page.getByRole("searchbox").fill("nobody has this id");
    assert.equal(await shown(page), 0);
    assert.ok(await page.getByText("No subject matches these filters.").isVisible());
  }));

  test("opens and closes what is shown", () => open("plain", {}, async (page) => {
    await page.getByRole("checkbox", { name: "watch" }).uncheck({ force: true });
    await page.getByRole("button", { name: "Open all shown" }).click();
    assert.equal(await page.locator(".subject[open]").count(), await shown(page));
    await page.getByRole("button", { name: "Close all" }).click();
    assert.equal(await page.locator(".subject[open]").count(), 0);
  }));
});

describe("keyboard", () => {
  test("reaches the subjects by the skip link and opens one", () => open("plain", {}, async (page) => {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the subjects");
    await page.keyboard.press("Enter");
    for (let pressed = 0; pressed < 20; pressed += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.matches("#s1 > summary"))) break;
    }
    assert.ok(await page.evaluate(() => document.activeElement.matches("#s1 > summary")), "the summary takes focus");
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, "none", "focus is seen");
    await page.keyboard.press("Enter");
    assert.ok(await page.locator("#s1").evaluate((details) => details.open));
    await page.keyboard.press("Space");
    assert.ok(!await page.locator("#s1").evaluate((details) => details.open));
  }));

  test("chooses a theme", () => open("plain", { colorScheme: "light" }, async (page) => {
    await page.getByRole("radio", { name: "Auto" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  }));
});

describe("theme", () => {
  const lightness = (page) => page.evaluate(() => {
    const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g).map(Number);
    return red + green + blue;
  });

  test("follows the system, and the switch overrides it", async () => {
    await open("plain", { colorScheme: "light" }, async (page) => assert.ok(await lightness(page) > 600));
    await open("plain", { colorScheme: "dark" }, async (page) => {
      assert.ok(await lightness(page) < 200);
      await page.getByRole("radio", { name: "Light" }).check({ force: true });
      assert.ok(await lightness(page) > 600);
      await page.getByRole("radio", { name: "Auto" }).check({ force: true });
      assert.ok(await lightness(page) < 200);
    });
  });
});

describe("print", () => {
  test("shows everything but the controls, on white", () => open("plain", { colorScheme: "dark" }, async (page) => {
    const detail = page.locator("#s2 .reason").first();
    assert.ok(!await detail.isVisible());
    await page.emulateMedia({ media: "print" });
    assert.ok((await detail.boundingBox()).height > 5, "a closed subject is printed open");
    assert.ok((await page.locator("#r1 .say").boundingBox()).height > 5, "a closed rule is printed open");
    for (const control of ["#filters", "#theme", "nav"]) assert.ok(!await page.locator(control).isVisible(), control);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
  }));

  test("opens everything for the printer and closes it afterwards", () => open("plain", {}, async (page) => {
    await page.locator("#s2 > summary").click();
    const counts = await page.evaluate(() => {
      const closed = () => document.querySelectorAll("details:not([open])").length;
      const before = closed();
      dispatchEvent(new Event("beforeprint"));
      const during = closed();
      dispatchEvent(new Event("afterprint"));
      return { before, during, after: closed() };
    });
    assert.ok(counts.before > 0);
    assert.equal(counts.during, 0);
    assert.equal(counts.after, counts.before);
    assert.ok((await page.pdf({ format: "A4" })).length > 50_000);
  }));
});

describe("without script", () => {
  test("the report can be read, opened and found in", () => open("plain", { javaScriptEnabled: false }, async (page) => {
    assert.ok(await page.locator("#list > li").count() > 40);
    assert.ok(!await page.locator("#filters").isVisible(), "controls that cannot work are not shown");
    assert.ok(!await page.locator("#theme").isVisible());
    await page.locator("#s1 > summary").click();
    assert.ok(await page.locator("#s1 .reason").first().isVisible());
    assert.ok(await page.getByRole("heading", { name: "Rules that fired most" }).isVisible());
  }));
});

describe("hostile records", () => {
  test("are text and nothing else", () => open("hostile", {}, async (page) => {
    await page.getByRole("button", { name: "Open all shown" }).click();
    assert.equal(await page.evaluate(() => globalThis.broken), undefined);
    assert.equal(await page.locator("script").count(), 1);
    assert.equal(await page.locator("iframe, img, object, embed, link, base, [onload], [onerror], [onmouseover]").count(), 0);
    assert.ok(await page.getByText("</script><script>window.broken=1</script>").first().isVisible());
    assert.ok(await page.getByText("cv⟨U+202E⟩fdp.exe").first().isVisible());
    const addresses = await page.locator("a").evaluateAll((all) => all.map((link) => link.protocol));
    assert.ok(addresses.every((protocol) => ["https:", "http:", "file:"].includes(protocol)));
  }));

  test("could not run a script even if one were let in", async () => {
    // The browser logs the refusal, so this page is opened by itself.
    const page = await browser.newPage();
    const refused = [];
    page.on("console", (message) => refused.push(message.text()));
    await page.goto(reports.plain);
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.broken = 1";
      document.body.append(script);
      document.body.setAttribute("onclick", "globalThis.broken = 2");
      document.body.click();
      return globalThis.broken;
    });
    await page.close();
    assert.equal(ran, undefined);
    assert.ok(refused.some((text) => text.includes("Content Security Policy")), refused.join("; "));
  });
});

describe("accessibility", () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const kind of ["plain", "hostile", "partial", "empty"]) {
      test(`axe finds nothing in the ${kind} report, ${colorScheme}`, () => open(kind, { colorScheme }, async (page) => {
        // Some subjects and rules open, as a reader has them.
        await page.evaluate(() => {
          for (const details of [...document.querySelectorAll("details")].filter((_, index) => index % 9 === 0)) details.open = true;
        });
        assert.deepEqual(await violations(page), []);
      }));
    }
  }
});

describe("a thousand subjects", () => {
  test("filter in a blink", () => open("large", {}, async (page) => {
    assert.ok(await page.locator("#list > li").count() > 800);
    const milliseconds = await page.evaluate(() => {
      const search = document.getElementById("search");
      const began = performance.now();
      search.value = "free-1";
      search.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.getBoundingClientRect();
      return performance.now() - began;
    });
    assert.ok(await shown(page) > 0);
    // Generous, for a busy machine: a blink is a third of a second.
    assert.ok(milliseconds < 1000, `${milliseconds} ms`);
  }));
});
