// The client's first module: every page at hand, and the websocket that early.js has opened.
import { createElement, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { matchPath } from "react-router";
import { HydratedRouter } from "react-router/dom";
import { WebSocket as Transport } from "socket.io-client";
import { placeOf } from "$/public/questions.js";
import { app } from "$/utils/context-registry";
import * as root from "./root.jsx";

// React Router loads the module of a page when it is not here. All are, so no page waits for one.
const pages = Object.entries(import.meta.glob("./routes/*.jsx", { eager: true }));
window.__reactRouterRouteModules = { root, ...Object.fromEntries(pages.map(([file, page]) => [file.slice(2, -4), page])) };

// Reflex's first words, which it says when React is done. Said here already, their answer is there by then.
const greeting = () => {
  const routes = Object.values(window.__reactRouterManifest.routes).filter(({ path }) => path && path !== "*");
  const named = routes.map(({ path }) => matchPath(path, location.pathname)?.params).find(Boolean);
  const event = { ...app.initialEvents(true)[0], router_data: placeOf(location, named) };
  return `40/_event,${JSON.stringify({ event, state_schema: app.stateSchema })}`;
};

const takeOver = ({ socket, heard }) => {
  const words = greeting(), greet = () => WebSocket.prototype.send.call(socket, words);
  let hear, told = 0, isReady = false;
  const tell = () => {
    while (heard.length && (isReady || !told++)) hear(heard.shift()); // the first is not yet an answer
  };
  Object.defineProperty(socket, "onmessage", { set: (listener) => (hear = listener) });
  socket.addEventListener("message", tell);
  socket.send = (said) => {
    delete socket.send;
    if (said !== words) return socket.close(); // then Reflex connects again, by itself
    isReady = true;
    queueMicrotask(tell);
  };
  if (socket.readyState === WebSocket.CONNECTING) return socket.addEventListener("open", greet);
  greet();
  queueMicrotask(() => (socket.onopen(), tell())); // by then the transport listens
};

const another = Transport.prototype.createSocket;
Transport.prototype.createSocket = function (address, ...more) {
  const { early } = window;
  delete window.early;
  if (early?.socket.url !== address || early.socket.readyState > WebSocket.OPEN) {
    early?.socket.close();
    return another.call(this, address, ...more);
  }
  takeOver(early);
  return early.socket;
};

startTransition(() => hydrateRoot(document, createElement(HydratedRouter)));
