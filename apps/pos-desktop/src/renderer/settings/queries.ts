import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSessionState } from '@jifen/ui';
import { useState } from 'react';
import type { TillSettings } from '../api/model.ts';
import { useTill } from '../api/till-context.tsx';
import { keepSettings, readKeptSettings } from './kept-settings.ts';

/** How this till is set: as it was last time, until the till says. */
export function useSettings(): TillSettings {
  const [kept] = useState(readKeptSettings);
  return useSettingsQuery().data ?? kept;
}

export function useSettingsQuery() {
  const { api, session } = useTill();
  const isSignedIn = useSessionState(session).kind === 'signed_in';
  return useQuery({
    queryKey: ['settings'],
    queryFn: async () => {
      const settings = await api.readSettings();
      keepSettings(settings);
      return settings;
    },
    enabled: isSignedIn,
    staleTime: 60_000,
  });
}

export function useChangeSettings() {
  const { api } = useTill();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: api.changeSettings,
    onSuccess: (settings) => {
      keepSettings(settings);
      queryClient.setQueryData(['settings'], settings);
    },
  });
}

export function usePrinter() {
  const { api } = useTill();
  return useQuery({ queryKey: ['printer'], queryFn: api.readPrinter, retry: false });
}

export function useChangePrinter() {
  const { api } = useTill();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: api.changePrinter,
    onSuccess: async () => queryClient.invalidateQueries({ queryKey: ['printer'] }),
  });
}
