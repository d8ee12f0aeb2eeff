import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { NATIVE_CHANNELS, type NativeBridge, type TrashReport } from '../contract/native.ts';

// Only these functions reach the page, never ipcRenderer itself: a page could send any message with it.
const bridge: NativeBridge = {
  pathOf: (file) => webUtils.getPathForFile(file),
  chooseFolder: (title) => ipcRenderer.invoke(NATIVE_CHANNELS.chooseFolder, title) as Promise<string | null>,
  choosePhotos: (title) => ipcRenderer.invoke(NATIVE_CHANNELS.choosePhotos, title) as Promise<string[]>,
  reveal: (path) => ipcRenderer.send(NATIVE_CHANNELS.reveal, path),
  dragOut: (which) => ipcRenderer.send(NATIVE_CHANNELS.dragOut, which),
  trashOutputs: (which) => ipcRenderer.invoke(NATIVE_CHANNELS.trashOutputs, which) as Promise<TrashReport | null>,
  onOpened(listener) {
    const take = async () => {
      const paths = (await ipcRenderer.invoke(NATIVE_CHANNELS.takeOpened)) as string[];
      if (paths.length > 0) listener(paths);
    };
    const hear = () => void take();
    ipcRenderer.on(NATIVE_CHANNELS.opened, hear);
    void take();
    return () => {
      ipcRenderer.off(NATIVE_CHANNELS.opened, hear);
    };
  },
};

contextBridge.exposeInMainWorld('safelight', bridge);
