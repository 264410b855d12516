// Opens the websocket while the client still loads. It must be just as Reflex asks for it: see entry.js.
if (crypto.randomUUID && !document.hidden) {
  sessionStorage.token ??= crypto.randomUUID();
  const place = `${location.origin.replace("http", "ws")}/_event/?token=${sessionStorage.token}&EIO=4&transport=websocket`;
  const early = (window.early = { socket: new WebSocket(place, "REFLEX_VERSION"), heard: [] });
  early.socket.addEventListener("message", (message) => early.heard.push(message));
}
