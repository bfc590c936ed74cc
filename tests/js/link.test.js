import assert from "node:assert/strict";
import test from "node:test";
import { packLink, unpackLink } from "../../static/js/reader/link.js";
import { fc, skip } from "./support/fast_check.js";

test("a link gives back what was put into it", { skip }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      const link = await packLink(text);
      assert.match(link, /^#list=[\w-]*\.[0-9a-z]+$/, "letters that mail leaves alone");
      assert.equal(await unpackLink(link), new TextDecoder().decode(new TextEncoder().encode(text)));
    }),
    { numRuns: 50 },
  );
});

test("a link that was cut short anywhere, or changed, is refused as a whole", async () => {
  const link = await packLink(JSON.stringify({ papers: ["אבג", "masks", "🎉"] }));
  for (let end = "#list=".length; end < link.length; end++)
    await assert.rejects(unpackLink(link.slice(0, end)), /not whole/, link.slice(0, end));
  const [letters, sum] = link.split(".");
  for (const wrong of [`${letters}A.${sum}`, `${letters.toLowerCase()}.${sum}`, `${letters}.x`, "#list=%%%.1"])
    await assert.rejects(unpackLink(wrong), /not whole/, wrong);
});

test("any other place on a page is no list", async () => {
  assert.equal(await unpackLink(""), undefined);
  assert.equal(await unpackLink("#cite"), undefined);
});
