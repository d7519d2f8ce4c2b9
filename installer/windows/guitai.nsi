; The setup program for Windows. Made by build.py, which gives VERSION (of pyproject.toml), TREE and OUT to makensis.
; Silent: setup.exe /S [/D=C:\Program Files\Guitai]; silent removal: uninstall.exe /S. A branch's data is never touched.
Target amd64-unicode
Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"

!ifndef VERSION | TREE | OUT
  !error "VERSION, TREE and OUT must be given"
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Guitai"
!define APPPATH "Software\Microsoft\Windows\CurrentVersion\App Paths\guitai.exe"

Name "Guitai ${VERSION}"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Guitai"
InstallDirRegKey HKLM "${KEY}" "InstallLocation"
RequestExecutionLevel admin
ManifestDPIAware true
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Guitai"
VIAddVersionKey "FileDescription" "Guitai setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "The authors of Guitai"

!define MUI_ABORTWARNING
!define MUI_ICON "guitai.ico"
!define MUI_UNICON "guitai.ico"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString RUNNING ${LANG_SIMPCHINESE} "柜台程序正在运行，请先关闭后再继续。"
LangString RUNNING ${LANG_ENGLISH} "The program is running. Close it, then go on."
LangString KEPT ${LANG_SIMPCHINESE} "程序已卸载。营业部的数据仍在原处，未作任何改动。"
LangString KEPT ${LANG_ENGLISH} "The program is removed. The branches' data is where it was, untouched."
LangString COUNTER ${LANG_SIMPCHINESE} "柜台"
LangString COUNTER ${LANG_ENGLISH} "Guitai"
LangString NEEDS64 ${LANG_SIMPCHINESE} "需要 64 位 Windows 10 或更新版本。"
LangString NEEDS64 ${LANG_ENGLISH} "Windows 10 or later, 64 bits, is needed."

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "$(NEEDS64)" /SD IDOK
    SetErrorLevel 2
    Abort
  ${EndIf}
  SetRegView 64
FunctionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

; a program that runs keeps its files open: they would be replaced half
!macro NeedClosed
  ${If} ${FileExists} "$INSTDIR\guitai-window.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\guitai-window.exe" a
    ${If} ${Errors}
      MessageBox MB_ICONSTOP "$(RUNNING)" /SD IDOK
      SetErrorLevel 3
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "Guitai"
  !insertmacro NeedClosed
  ; an older version goes first: files that a newer one has not must not stay
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\share"
  SetOutPath "$INSTDIR"
  File /r "${TREE}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  SetShellVarContext all
  CreateDirectory "$SMPROGRAMS\$(COUNTER)"
  CreateShortcut "$SMPROGRAMS\$(COUNTER)\$(COUNTER).lnk" "$INSTDIR\guitai-window.exe" "window"
  CreateShortcut "$DESKTOP\$(COUNTER).lnk" "$INSTDIR\guitai-window.exe" "window"
  WriteRegStr HKLM "${KEY}" "DisplayName" "Guitai (柜台)"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\guitai-window.exe"
  WriteRegStr HKLM "${KEY}" "Publisher" "Guitai"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKLM "${KEY}" "EstimatedSize" "$0"
  WriteRegStr HKLM "${APPPATH}" "" "$INSTDIR\guitai.exe"
SectionEnd

Section "Uninstall"
  !insertmacro NeedClosed
  ; what was installed, by name: a branch that somebody put into this folder stays
  RMDir /r "$INSTDIR\lib"
  RMDir /r "$INSTDIR\share"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\guitai.exe"
  Delete "$INSTDIR\guitai-window.exe"
  Delete "$INSTDIR\guitai.ico"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\frozen_application_license.txt"
  Delete "$INSTDIR\sbom.cdx.json"
  Delete "$INSTDIR\LICENCES.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  SetShellVarContext all
  Delete "$SMPROGRAMS\$(COUNTER)\$(COUNTER).lnk"
  RMDir "$SMPROGRAMS\$(COUNTER)"
  Delete "$DESKTOP\$(COUNTER).lnk"
  DeleteRegKey HKLM "${KEY}"
  DeleteRegKey HKLM "${APPPATH}"
  IfSilent +2
  MessageBox MB_ICONINFORMATION "$(KEPT)"
SectionEnd
