import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

const GMAIL = `550-5.7.26 This mail has been blocked because the sender is unauthenticated.
550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM. DKIM = did not pass
550 5.7.26 SPF [news.example.com] with ip: [192.0.2.10] = did not pass - gsmtp`;

/** @param {import("@playwright/test").Page} page @param {string} text */
async function paste(page, text) {
  await page.goto("");
  await page.getByRole("textbox").fill(text);
}

/** The text of all marks of a kind. @param {import("@playwright/test").Page} page @param {string} kind */
const marks = (page, kind) => page.locator(`mark.k-${kind}`).allTextContents();

test("Gmail's 5.7.26 reply is explained with its own values", async ({ page }) => {
  await paste(page, GMAIL);
  await expect(page.locator("#result")).toContainText("Gmail");
  const checks = page.locator("section", { hasText: "What the server checked" }).last();
  await expect(checks).toContainText("DKIM: failed");
  await expect(checks).toContainText("SPF: failed (news.example.com, 192.0.2.10)");
  await page.getByRole("tab", { name: "For a mail admin" }).click();
  const steps = page.getByRole("tabpanel");
  await expect(steps).toContainText("SPF");
  await expect(steps).toContainText("news.example.com");
  expect(await marks(page, "enhanced-code")).toEqual(["5.7.26", "5.7.26", "5.7.26"]);
  expect([await marks(page, "reply-code"), await marks(page, "ip")]).toEqual([["550", "550", "550"], ["192.0.2.10"]]);
  expect(await page.locator(".marked").textContent()).toBe(GMAIL);
  expect((await marks(page, "phrase")).join(" ")).toContain("sender is unauthenticated");
});

test("the answer comes while typing, and examples fill the box", async ({ page }) => {
  await page.goto("");
  await page.getByRole("textbox").pressSequentially("550 5.1.1 User unknown");
  await expect(page.getByRole("status")).toContainText("Not delivered");
  await page.getByRole("button", { name: "Greylisting" }).click();
  await expect(page.locator(".card")).toContainText("come back later");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByRole("textbox")).toHaveValue("");
});

test("on a phone the verdict is seen without scrolling, and after a tap on an example", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await paste(page, GMAIL);
  await expect(page.locator(".card .title")).toBeInViewport();
  for (const name of ["Greylisting", "Port 465"]) {
    await page.getByRole("button", { name }).click();
    await expect(page.locator(".card .title")).toBeInViewport();
  }
});

test("every example is understood", async ({ page }) => {
  await page.goto("");
  for (const button of await page.locator(".example").all()) {
    await button.click();
    await expect(page.locator("#result .card")).not.toContainText("This text does not say why");
  }
});

test("a part of the text shows its meaning by pointer, focus and arrow keys", async ({ page }) => {
  await paste(page, "550 5.1.1 <ana@example.net>: User unknown");
  const meaning = page.locator(".meaning");
  await page.locator("mark.k-recipient").hover();
  await expect(meaning).toContainText("Recipient");
  await page.locator("mark.k-reply-code").first().focus();
  await expect(meaning).toContainText("Refused");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("mark.k-reply-digit").first()).toBeFocused();
  await expect(meaning).toContainText("Refused for good");
});

test("the page works with the keyboard alone", async ({ page }) => {
  await page.goto("");
  await page.getByRole("textbox").focus();
  await page.keyboard.insertText("552 5.2.2 Mailbox full");
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(".card .title")).toHaveText("The mailbox is full");
  await page.getByRole("tab", { name: "For me" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "For a mail admin" })).toBeFocused();
});

test("a code shows its anatomy and its uses", async ({ page }) => {
  await paste(page, "550");
  await expect(page.getByRole("heading", { name: "Digit by digit" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Uses of this code" })).toBeVisible();
  await expect(page.locator("#result")).toContainText("RFC 5321");
});

test("a guide topic is found by its name", async ({ page }) => {
  await paste(page, "port 465");
  await expect(page.locator(".card")).toContainText("RFC 8314");
});

test("nothing is requested after the page has loaded, and nothing from elsewhere", async ({ page, baseURL }) => {
  /** @type {string[]} */
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto("", { waitUntil: "networkidle" });
  expect(requests.length).toBeGreaterThan(3);
  expect(requests.every((url) => url.startsWith(String(baseURL)))).toBe(true);
  requests.length = 0;
  await page.getByRole("textbox").fill(`${GMAIL} https://example.org/pixel.png`);
  await expect(page.locator(".card")).toBeVisible();
  expect(requests).toEqual([]);
});

test("the security policy forbids every connection", async ({ page }) => {
  await page.goto("");
  const reached = await page.evaluate(() => fetch("index.html").then(() => true, () => false));
  expect(reached).toBe(false);
});

test("pasted HTML stays text, and addresses in it become no links", async ({ page }) => {
  let alerts = 0;
  page.on("dialog", (dialog) => (alerts += 1, dialog.dismiss()));
  const text = "550 5.1.1 <img src=x onerror=alert(1)> <script>alert(1)</script> https://evil.example/ user unknown";
  await paste(page, text);
  await expect(page.locator(".marked")).toHaveText(text);
  expect(await page.locator("#result img, #result script, .marked a").count()).toBe(0);
  expect(await page.locator("a[href*=evil]").count()).toBe(0);
  expect(alerts).toBe(0);
});

test("a file can be opened and dropped", async ({ page }) => {
  await page.goto("");
  await page.locator("#chooser").setInputFiles({ name: "reply.txt", mimeType: "text/plain", buffer: Buffer.from("452 4.2.2 Mailbox full") });
  await expect(page.locator(".card .title")).toHaveText("The mailbox is full");
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["550 5.1.1 User unknown"], "bounce.txt", { type: "text/plain" }));
    return transfer;
  });
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  await expect(page.getByRole("textbox")).toHaveValue("550 5.1.1 User unknown");
});

const DSN = `Return-Path: <>
From: Mail Delivery System <mailer-daemon@out.example.com>
To: ann@example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Für: the mail system could not deliver it.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; out.example.com

Final-Recipient: rfc822; olga@example.net
Action: failed
Status: 5.2.2
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; 552 5.2.2 <olga@example.net>: Mailbox is full

--b1--
`;

test("a dropped mail shows its verdict and marks the fields of the report", async ({ page }) => {
  await page.goto("");
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text.replace("ü", "=FC")], "bounce.eml", { type: "message/rfc822" }));
    return transfer;
  }, DSN);
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  await expect(page.locator(".card .title")).toHaveText("The mailbox is full");
  await expect(page.locator(".card .whom")).toHaveText("olga@example.net");
  await expect(page.locator("mark.k-field").filter({ hasText: "Final-Recipient" })).toHaveCount(1);
  await page.locator("mark.k-field").filter({ hasText: "Diagnostic-Code" }).hover();
  await expect(page.locator(".meaning").first()).toContainText("Diagnostic code");
});

test("what to do comes before the text, and a long text is shown from the words that decided", async ({ page }) => {
  await page.goto("");
  const header = Array.from({ length: 60 }, (_, at) => `X-Trace-${at}: mx${at}.example.com`).join("\n");
  await page.getByRole("textbox").fill(`${header}\n${DSN}`);
  await expect(page.locator(".card .title")).toHaveText("The mailbox is full");
  const [box, phrase] = [page.locator(".marked").first(), page.locator(".marked mark.k-phrase").first()];
  const edges = [await box.boundingBox(), await phrase.boundingBox()];
  if (!edges[0] || !edges[1]) throw new Error("nothing is shown");
  expect(edges[1].y).toBeGreaterThan(edges[0].y);
  expect(edges[1].y + edges[1].height).toBeLessThan(edges[0].y + edges[0].height);
  const headings = await page.locator("#result h3:not(.title)").allTextContents();
  expect(headings.slice(0, 2)).toEqual(["What to do", "Your text, explained"]);
});

test("an Exchange notice from the clipboard of Outlook is understood", async ({ page }) => {
  await page.goto("");
  const lines = [
    "Delivery has failed to these recipients or groups:", "", "Olga Example (olga@example.net)", "Your message couldn't be delivered.", "",
    "Diagnostic information for administrators:", "", "Generating server: EX01.corp.example.com", "", "olga@example.net", "mx1.example.net",
    "Remote Server returned '550 5.1.1 <olga@example.net>: no such user here'",
  ];
  const html = `<html><body>${lines.map((line) => `<p>${line.replace("<", "&lt;").replace(">", "&gt;")}</p>`).join("")}</body></html>`;
  for (const plain of [lines.join("\r\n"), ""]) {
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("textbox").evaluate((box, clip) => {
      const data = new DataTransfer();
      if (clip.plain) data.setData("text/plain", clip.plain);
      data.setData("text/html", clip.html);
      const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      // A made-up event pastes nothing by itself.
      if (box.dispatchEvent(event) && box instanceof HTMLTextAreaElement) {
        box.value = clip.plain;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }, { plain, html });
    await expect(page.locator(".card .whom")).toHaveText("olga@example.net");
    await expect(page.locator("mark.k-reply-code").filter({ hasText: "550" }).first()).toBeVisible();
  }
});

test("a Postfix log line and an SES event are understood", async ({ page }) => {
  await page.goto("");
  await paste(page, "Mar  3 09:14:07 out1 postfix/smtp[4411]: 4F1Qkz0mTbz9sW: to=<olga@example.net>, relay=mx1.example.net[192.0.2.25]:25, delay=1.8, "
    + "delays=0.05/0.01/0.9/0.84, dsn=5.1.1, status=bounced (host mx1.example.net[192.0.2.25] said: 550 5.1.1 <olga@example.net>: User unknown (in reply to RCPT TO command))");
  await expect(page.locator(".card .whom")).toHaveText("olga@example.net");
  await expect(page.locator("mark.k-field").filter({ hasText: "delays" })).toHaveCount(1);
  await paste(page, JSON.stringify({
    notificationType: "Bounce",
    bounce: { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients: [{ emailAddress: "olga@example.net", status: "5.1.1", diagnosticCode: "smtp; 550 5.1.1 user unknown" }] },
    mail: { source: "ann@example.com", destination: ["olga@example.net"], messageId: "0100" },
  }));
  await expect(page.locator(".card .whom")).toHaveText("olga@example.net");
  await expect(page.locator("mark.k-recipient").first()).toHaveText("olga@example.net");
});

test("ten megabytes do not stop the page", async ({ page }) => {
  await page.goto("");
  const text = `550 5.1.1 User unknown\n\n${"lorem ipsum 12 dolor\n".repeat(500_000)}`;
  await page.locator("#chooser").setInputFiles({ name: "large.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await expect(page.locator(".card").first()).toBeVisible();
  await expect(page.locator("#result")).toContainText("Only the first part");
});

/** What a copy button has put on the clipboard. @param {import("@playwright/test").Page} page @param {string} name */
async function copied(page, name) {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name }).click();
  await expect(page.getByRole("status")).toHaveText("Copied");
  return page.evaluate(() => navigator.clipboard.readText());
}

/** A log with `count` recipients: most do not exist, some are full, one got it. @param {number} count */
const log = (count) => Array.from({ length: count }, (_, at) => {
  const [dsn, status] = at === 0 ? ["2.0.0", "sent (250 2.0.0 Ok)"]
    : at % 3 ? ["5.1.1", `bounced (host mx1.example.net[192.0.2.25] said: 550 5.1.1 <user${at}@example${at}.net>: User unknown (in reply to RCPT TO command))`]
      : ["5.2.2", `bounced (host mx1.example.net[192.0.2.25] said: 552 5.2.2 <user${at}@example${at}.net>: Mailbox full (in reply to RCPT TO command))`];
  return `Mar  3 09:14:07 out1 postfix/smtp[4411]: 4F1Q${1000 + at}: to=<user${at}@example${at}.net>, relay=mx1.example.net[192.0.2.25]:25, delay=1.8, delays=0/0/1/0.8, dsn=${dsn}, status=${status}`;
}).join("\n");

test("alike bounces are told once, failures first, and nobody is left out", async ({ page }) => {
  await paste(page, log(91));
  await expect(page.locator(".card .title")).toHaveText(["There is no such mailbox", "The mailbox is full", "The next server took the message over"]);
  await expect(page.locator(".card .whom")).toHaveText(["60 recipients", "30 recipients", "user0@example0.net"]);
  await expect(page.locator(".tally")).toHaveText("Not delivered: 90 · Accepted: 1");
  await expect(page.getByRole("status")).toHaveText("Not delivered: 90 · Accepted: 1");
  // What is said of many names none of them.
  await expect(page.locator(".card .summary").first()).toContainText("the recipient's address");
  await page.locator(".card summary").first().click();
  await expect(page.locator(".card details").first().getByRole("listitem")).toHaveCount(60);
  // One reader's tab is everybody's.
  await page.getByRole("tab", { name: "For a developer" }).last().click();
  await expect(page.getByRole("tab", { name: "For a developer", selected: true })).toHaveCount(3);
  expect(await copied(page, "Copy as ticket text")).toContain("Recipient: 60 recipients");
});

test("several files are read, each with its own answer", async ({ page }) => {
  await page.goto("");
  const files = ["olga@example.net", "ivo@example.org"].map((address, at) => ({
    name: `${at}.eml`, mimeType: "message/rfc822", buffer: Buffer.from(DSN.replaceAll("olga@example.net", address).replace("ü", "=FC")),
  }));
  await page.locator("#chooser").setInputFiles(files);
  await expect(page.locator(".card .whom")).toHaveText("olga@example.net, ivo@example.org");
});

test("the text for a ticket holds the reply, the facts of the message and what is still needed", async ({ page }) => {
  await paste(page, "host mx.example.net[192.0.2.25] said: 550 5.1.1 <olga@example.net>: User unknown (in reply to RCPT TO command)");
  const ticket = await copied(page, "Copy as ticket text");
  for (const part of ["Not delivered", "Recipient: olga@example.net", "Codes: 550 5.1.1", "Reply: ", "Still needed: Sender", "Original text:\nhost mx.example.net"]) expect(ticket).toContain(part);
});

test("a link opens the same answer, names no address, and goes when the text changes", async ({ page, context }) => {
  await paste(page, "host mx.example.net[192.0.2.25] said: 552 5.2.2 <olga@example.net>: Mailbox is over quota (in reply to RCPT TO command)");
  const title = await page.locator(".card .title").textContent();
  const link = await copied(page, "Copy link");
  expect(decodeURIComponent(link)).not.toMatch(/olga|192\.0\.2/);
  expect(decodeURIComponent(link)).toContain("Mailbox is over quota");
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.locator(".card .title")).toHaveText(String(title));
  await other.reload();
  await expect(other.locator(".card .title")).toHaveText(String(title));
  await other.getByRole("textbox").fill("550 5.1.1 User unknown");
  await expect(other.locator(".card .title")).toHaveText("There is no such mailbox");
  expect(new URL(other.url()).hash).toBe("");
});

test("a code stands in the address itself, and an address that nobody made is harmless", async ({ page, baseURL }) => {
  await page.goto("#5.7.26");
  await expect(page.getByRole("textbox")).toHaveValue("5.7.26");
  await expect(page.getByRole("heading", { name: "Digit by digit" })).toBeVisible();
  expect(await copied(page, "Copy link")).toBe(`${baseURL}#5.7.26`);
  await page.evaluate(() => (location.hash = "#port%20465"));
  await expect(page.locator(".card")).toContainText("RFC 8314");
  for (const hash of ["#t=%", "#t=", "#nothing", `#${"a".repeat(40_000)}`]) {
    await page.goto("about:blank");
    await page.goto(hash);
    await expect(page.getByRole("textbox")).toHaveValue("");
    await expect(page.locator("#result")).toContainText("appears here");
  }
});

test("a mail that is too long for a link is shared by its reply", async ({ page, context }) => {
  await page.goto("");
  const long = `${DSN}\n${"lorem ipsum dolor\n".repeat(600)}`;
  await page.getByRole("textbox").fill(long);
  await expect(page.locator(".card .title")).toHaveText("The mailbox is full");
  const link = await copied(page, "Copy link");
  expect(link.length).toBeLessThan(1000);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.locator(".card .title")).toHaveText("The mailbox is full");
});

test("a marked text is one stop of the Tab key", async ({ page }) => {
  await paste(page, GMAIL);
  const first = page.locator("mark").first();
  await first.focus();
  await page.keyboard.press("End");
  await expect(page.locator("mark").last()).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.locator("mark:focus")).toHaveCount(0);
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator("mark").last()).toBeFocused();
});

test("while the page loads slowly it asks for nothing that is there", async ({ page }) => {
  let go = () => {};
  const waiting = new Promise((resolve) => (go = () => resolve(undefined)));
  await page.route("**/whybounced/index.js", async (route) => (await waiting, route.continue()));
  await page.goto("", { waitUntil: "commit" });
  await page.getByRole("textbox").fill("550 5.1.1 User unknown");
  await expect(page.locator("noscript p")).toHaveCount(0);
  await expect(page.getByText("Or try one of these")).toBeHidden();
  go();
  await expect(page.locator(".card .title")).toHaveText("There is no such mailbox");
  await expect(page.getByText("Or try one of these")).toBeVisible();
});

test("where WebAssembly is switched off the page says so", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
  await paste(page, GMAIL);
  await expect(page.locator("#result")).toContainText("needs WebAssembly");
});

test("on paper the steps say for whom they are, and in forced colours the chosen tab is seen", async ({ page }) => {
  await paste(page, GMAIL);
  await expect(page.locator(".tab")).toHaveCount(3);
  await page.emulateMedia({ forcedColors: "active" });
  const colours = await page.locator(".tab").evaluateAll((tabs) => tabs.map((tab) => getComputedStyle(tab).backgroundColor));
  expect(colours[0]).not.toBe(colours[1]);
  await page.emulateMedia({ media: "print", forcedColors: "none" });
  const labels = await page.locator(".panel").evaluateAll((panels) => panels.map((panel) => [panel.checkVisibility(), getComputedStyle(panel, "::before").content]));
  expect(labels).toEqual([[true, '"For me"'], [true, '"For a mail admin"'], [true, '"For a developer"']]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the page says what it is and what it needs", async ({ page }) => {
    await page.goto("");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    // Playwright looks for no text in <noscript>.
    await expect(page.locator("noscript p")).toBeVisible();
    await expect(page.locator("noscript p")).toContainText("needs JavaScript");
  });
});

for (const scheme of /** @type {const} */ (["light", "dark"])) {
  for (const width of [320, 390, 1280]) {
    test(`no accessibility fault and no sideways scrolling, ${scheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      await paste(page, GMAIL);
      await expect(page.locator(".card")).toBeVisible();
      const found = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
      expect(found.violations.map((fault) => `${fault.id}: ${fault.nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });
  }
}
