// A form that asks the server about each step, and is posted like any other when all is well.
import { createElement, useEffect, useLayoutEffect, useRef } from "react";

export function AskingForm({ answers, isReady, onAsk, onGuess, children, ...attributes }) {
  const form = useRef(null);
  const heard = useRef(answers);
  const typed = () => Object.fromEntries([...new FormData(form.current)].filter(([, value]) => typeof value === "string"));
  const onSubmit = (event) => {
    event.preventDefault();
    onAsk(typed());
  };
  // what was said in one box may tell what belongs into others
  const onBlur = ({ target }) => target.dataset.tells !== undefined && target.value && onGuess(typed());
  useLayoutEffect(() => void dispatchEvent(new Event("openmic:form")), []); // draft.js
  useEffect(() => {
    if (heard.current === answers) return;
    heard.current = answers;
    if (isReady) return form.current.submit();
    const wrong = form.current.querySelector("[data-summary]");
    (wrong || form.current.querySelector("fieldset:not([hidden]) h2")).focus();
    if (!wrong) form.current.parentElement.scrollIntoView();
  }, [answers]);
  useEffect(() => {
    const widget = form.current.querySelector(".cf-turnstile");
    const draw = () => (globalThis.turnstile ? turnstile.render(widget, { ...widget.dataset }) : setTimeout(draw, 500));
    if (widget) draw();
  }, []);
  return createElement("form", { ...attributes, ref: form, onSubmit, onBlur }, children);
}
