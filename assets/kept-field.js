// An input or select that takes over from the server's own one without losing what a person typed,
// and that follows the address, but never writes over what has been typed and not sent yet.
import { createElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation, useNavigationType } from "react-router";

export function KeptField({ kind, value, children, ...attributes }) {
  const field = useRef(null);
  const [before] = useState(() => {
    const old = globalThis.document?.getElementById(attributes.id);
    return { value: old?.value ?? value, focused: !!old && old === document.activeElement };
  });
  const unsent = useRef(before.value !== value);
  useLayoutEffect(() => {
    const { form } = field.current;
    const sent = () => (unsent.current = false);
    for (const kind of ["submit", "reset"]) form.addEventListener(kind, sent, true);
    if (before.focused) field.current.focus();
    return () => ["submit", "reset"].forEach((kind) => form.removeEventListener(kind, sent, true));
  }, []);
  const { key } = useLocation();
  const wentBack = useNavigationType() === "POP" && key; // perhaps before the last choice was answered
  const follow = () => {
    if (!unsent.current) field.current.value = value;
  };
  useEffect(follow, [value]);
  useEffect(() => void (wentBack && follow()), [wentBack]); // going on says nothing until its answer is here
  const typed = () => (unsent.current = true);
  return createElement(kind, { ...attributes, ref: field, defaultValue: before.value, onInput: typed }, children);
}
