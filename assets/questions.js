// Asks the server about a new address at once. Reflex would ask only after React has drawn it, and the answer be later.
import { useContext, useEffect } from "react";
import { UNSAFE_DataRouterContext as RouterContext } from "react-router";
import { app } from "$/utils/context-registry";

// An address as Reflex tells it to the server.
export const placeOf = ({ pathname, search, hash }, params) => {
  const query = { ...Object.fromEntries(new URLSearchParams(search)), ...params };
  return { pathname, asPath: pathname + search + hash, ...(Object.keys(query).length && { query }) };
};

export function useQuestions(dispatch, addEvents) {
  const { router } = useContext(RouterContext);
  useEffect(() => {
    let last = router.state.location;
    return router.subscribe(({ location, matches }) => {
      const { pathname, search, hash, state } = location;
      const isPlace = location === last || (hash && pathname + search === last.pathname + last.search);
      last = location;
      if (isPlace || state?.fromNotFound) return;
      const place = placeOf(location, matches.at(-1)?.params);
      addEvents(app.onLoadInternalEvent().map((event) => ({ ...event, router_data: place })));
      dispatch[app.state_name]?.({ is_hydrated_rx_state_: false });
    });
  }, []);
}
