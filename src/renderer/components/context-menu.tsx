import { Menu } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';

/** A place in the window where a menu opens. */
export interface MenuPlace {
  x: number;
  y: number;
}

/** Where a right click, or the menu key, wants its menu. */
export function menuPlace(event: MouseEvent): MenuPlace {
  event.preventDefault();
  // The menu key gives no pointer position: open at the element instead.
  if (event.clientX !== 0 || event.clientY !== 0) return { x: event.clientX, y: event.clientY };
  const box = event.currentTarget.getBoundingClientRect();
  return { x: box.left + 24, y: box.bottom - 8 };
}

/** A menu at a place in the window, as right-clicking opens it. `children` are Menu.Items. */
export function ContextMenu(props: { at: MenuPlace; label: string; onClose: () => void; children: ReactNode }) {
  return (
    <Menu
      opened
      onClose={props.onClose}
      position="bottom-start"
      offset={2}
      trapFocus
      returnFocus
      // Stays in the screen's own landmark; fixed, so that a scrolled list does not cut it off.
      withinPortal={false}
      floatingStrategy="fixed"
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button
          type="button"
          className="context-menu-place"
          tabIndex={-1}
          aria-label={props.label}
          style={{ left: props.at.x, top: props.at.y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={props.label}>{props.children}</Menu.Dropdown>
    </Menu>
  );
}
