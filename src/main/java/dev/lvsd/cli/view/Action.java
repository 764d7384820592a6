package dev.lvsd.cli.view;

import dev.lvsd.plan.Change;
import dev.lvsd.plan.HostChange;
import java.util.Locale;

/** What a change does, in one word. */
enum Action {
  CREATE,
  UPDATE,
  QUIESCE,
  REMOVE;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Answers the word for a change. */
  static final Change.Visitor<Action> OF =
      new Change.Visitor<>() {
        @Override
        public Action setTimeouts(Change.SetTimeouts change) {
          return UPDATE;
        }

        @Override
        public Action createService(Change.CreateService change) {
          return CREATE;
        }

        @Override
        public Action updateService(Change.UpdateService change) {
          return UPDATE;
        }

        @Override
        public Action addServer(Change.AddServer change) {
          return CREATE;
        }

        @Override
        public Action updateServer(Change.UpdateServer change) {
          return UPDATE;
        }

        @Override
        public Action quiesceServer(Change.QuiesceServer change) {
          return QUIESCE;
        }

        @Override
        public Action removeServer(Change.RemoveServer change) {
          return REMOVE;
        }

        @Override
        public Action removeService(Change.RemoveService change) {
          return REMOVE;
        }

        @Override
        public Action host(HostChange change) {
          return HostLine.of(change).action();
        }
      };
}
