// Which of Bootstrap's rules the site uses: a class is a word in a string of the code, an element what a part or a
// vocabulary calls.
const words = (text) => text.match(/[\w-]+/g) ?? [];

function used(code) {
  const strings = code.replace(/"""[^]*?"""/g, "").match(/"[^"\n]*"/g) ?? [];
  const elements = [...code.matchAll(/\b(?:h|self|el|htpy)\.([a-z]\w*)/g)].map(([, name]) => name);
  const any = words(code).flatMap((word) => [word, word.replaceAll("_", "-")]);
  return { classes: strings.flatMap((one) => one.slice(1, -1).split(" ")), tags: ["html", "head", "body", "small", ...elements], ids: any, attributes: { names: any, values: any } };
}

export default {
  content: [...["parts", "pages", "web"].map((name) => `openmic/${name}/*.py`), "openmic/adapters/html.py"],
  defaultExtractor: used,
  variables: true,
};
