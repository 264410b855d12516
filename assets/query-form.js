// A form that goes to the address of what it asks for, as a plain one does, without leaving the page.
import { createElement } from "react";
import { useLocation, useNavigate } from "react-router";

const without = (query, ...fields) => String(new URLSearchParams([...new URLSearchParams(query)].filter(([name]) => !fields.includes(name))));

export function QueryForm({ children, ...attributes }) {
  const go = useNavigate();
  const { search } = useLocation();
  const onSubmit = (event) => {
    event.preventDefault();
    const asked = new URLSearchParams([...new FormData(event.target)].flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : [])));
    const old = new URLSearchParams(search);
    // a search typed on takes its predecessor's place in the history
    const replace = asked.has("q") && old.has("q") && without(asked, "q") === without(old, "q", "after");
    go(`${attributes.action}${asked.size ? "?" : ""}${asked}`, { replace });
  };
  return createElement("form", { ...attributes, onSubmit }, children);
}
