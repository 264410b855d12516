// A form whose words go to the server over the websocket, with the button that was pressed. With nobody to hear them
// it is posted like any other.
import { createElement } from "react";

export function SentForm({ onSent, children, ...attributes }) {
  const onSubmit = (event) => {
    if (!onSent) return;
    event.preventDefault();
    onSent(Object.fromEntries(new FormData(event.target, event.nativeEvent.submitter)));
  };
  return createElement("form", { ...attributes, onSubmit }, children);
}
