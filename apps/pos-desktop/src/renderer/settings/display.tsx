import { useLayoutEffect, type ReactNode } from 'react';
import './display.css';
import { useSettings } from './queries.ts';

/** Letters and contrast for the whole page, dialogs included. */
export function Display(): ReactNode {
  const { isLargeText, isHighContrast } = useSettings();
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute('data-large-text', isLargeText);
    document.documentElement.toggleAttribute('data-high-contrast', isHighContrast);
  }, [isLargeText, isHighContrast]);
  return null;
}
