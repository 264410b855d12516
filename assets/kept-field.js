// An input or select that takes over from the server's own one without losing what a person typed or ticked,
// and that follows the address, but never writes over what has been changed and not sent yet.
import { createElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation, useNavigationType } from "react-router";

export function KeptField({ kind, held, children, ...attributes }) {
  const field = useRef(null);
  const holds = typeof held === "boolean" ? "checked" : "value";
  const [before] = useState(() => {
    const old = globalThis.document?.getElementById(attributes.id);
    return { held: old?.[holds] ?? held, files: old?.files, focused: !!old && old === document.activeElement };
  });
  const unsent = useRef(before.held !== held);
  const latest = useRef();
  latest.current = held;
  const follow = () => {
    const said = field.current?.[holds];
    if (field.current && !unsent.current && (said.trim?.() ?? said) !== latest.current && !before.files) field.current[holds] = latest.current;
  };
  const sent = () => (unsent.current = false);
  useLayoutEffect(() => {
    const listening = new AbortController();
    const options = { capture: true, signal: listening.signal };
    field.current.form.addEventListener("submit", sent, options);
    field.current.form.addEventListener("reset", () => sent() || setTimeout(follow), options);
    if (before.files?.length) field.current.files = before.files;
    if (before.focused) field.current.focus();
    return () => listening.abort();
  }, []);
  const { key } = useLocation();
  const wentBack = useNavigationType() === "POP" && key; // perhaps before the last choice was answered
  useEffect(follow, [held]);
  useEffect(() => void (wentBack && follow()), [wentBack]); // going on says nothing until its answer is here
  const onInput = () => (unsent.current = true);
  const first = holds === "checked" ? "defaultChecked" : "defaultValue";
  return createElement(kind, { ...attributes, ref: field, ...(!before.files && { [first]: before.held }), onInput }, children);
}
