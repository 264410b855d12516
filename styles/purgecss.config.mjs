// Which of Bootstrap's rules the site uses: a class is a word in a string of the code, an element any word.
const words = (text) => text.match(/[\w-]+/g) ?? [];

function used(code) {
  const strings = code.replace(/"""[^]*?"""/g, "").match(/"[^"\n]*"/g) ?? [];
  const any = words(code).flatMap((word) => [word, word.replaceAll("_", "-")]);
  return { classes: strings.flatMap((one) => one.slice(1, -1).split(" ")), tags: any, ids: any, attributes: { names: any, values: any } };
}

export default {
  content: [...["parts", "pages", "web"].map((name) => `openmic/${name}/*.py`), "openmic/adapters/html.py", "assets/*.js"],
  defaultExtractor: used,
  variables: true,
};
