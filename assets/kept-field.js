// An input or select that takes over from the server's own one without losing what a person typed,
// and that follows the address without writing over somebody who is typing.
import { createElement, useEffect, useLayoutEffect, useRef, useState } from "react";

export function KeptField({ kind, value, children, ...attributes }) {
  const field = useRef(null);
  const [before] = useState(() => {
    const old = globalThis.document?.getElementById(attributes.id);
    return { value: old?.value ?? value, focused: !!old && old === document.activeElement };
  });
  useLayoutEffect(() => {
    if (before.focused) field.current.focus();
  }, []);
  useEffect(() => {
    if (field.current !== document.activeElement) field.current.value = value;
  }, [value]);
  return createElement(kind, { ...attributes, ref: field, defaultValue: before.value }, children);
}
