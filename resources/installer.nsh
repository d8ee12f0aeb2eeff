; What electron-builder's installer does beside its own: offers the program under “Open with” for what it reads, without becoming the
; default for any of it. https://learn.microsoft.com/windows/win32/shell/app-registration (SupportedTypes)
!define OPEN_WITH "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}"

!macro openWithType EXT
  WriteRegStr SHELL_CONTEXT "${OPEN_WITH}\SupportedTypes" ".${EXT}" ""
!macroend

!macro customInstall
  WriteRegStr SHELL_CONTEXT "${OPEN_WITH}" "FriendlyAppName" "${PRODUCT_NAME}"
  WriteRegStr SHELL_CONTEXT "${OPEN_WITH}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  !insertmacro openWithType jpg
  !insertmacro openWithType jpeg
  !insertmacro openWithType png
  !insertmacro openWithType webp
  !insertmacro openWithType avif
  !insertmacro openWithType tif
  !insertmacro openWithType tiff
  !insertmacro openWithType heic
  !insertmacro openWithType heif
  !insertmacro openWithType jxl
  !insertmacro openWithType gif
  !insertmacro openWithType dng
  !insertmacro openWithType cr2
  !insertmacro openWithType cr3
  !insertmacro openWithType crw
  !insertmacro openWithType nef
  !insertmacro openWithType arw
  !insertmacro openWithType raf
  !insertmacro openWithType orf
  !insertmacro openWithType rw2
  !insertmacro openWithType pef
  !insertmacro openWithType srw
  !insertmacro openWithType json
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "${OPEN_WITH}"
!macroend
