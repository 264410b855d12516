// Stands in for @emotion/react, whose styles in attributes our policy forbids anyway.
export { createElement as jsx } from "react";
