import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { NATIVE_CHANNELS, type NativeBridge } from '../contract/native.ts';

const bridge: NativeBridge = {
  pathOf: (file) => webUtils.getPathForFile(file),
  chooseFolder: (title) => ipcRenderer.invoke(NATIVE_CHANNELS.chooseFolder, title) as Promise<string | null>,
  choosePhotos: (title) => ipcRenderer.invoke(NATIVE_CHANNELS.choosePhotos, title) as Promise<string[]>,
  reveal: (path) => ipcRenderer.send(NATIVE_CHANNELS.reveal, path),
};

contextBridge.exposeInMainWorld('safelight', bridge);
