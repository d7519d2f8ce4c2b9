<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>CameraDialog</name>
    <message>
        <source>Looking for a camera…</source>
        <translation>正在寻找摄像头…</translation>
    </message>
    <message>
        <source>Reading the page…</source>
        <translation>正在识别这一页…</translation>
    </message>
    <message>
        <source>{count}. Taken in</source>
        <translation>第 {count} 页：已收入</translation>
    </message>
    <message>
        <source>{count}. {state}: {page}</source>
        <translation>第 {count} 张&#x3000;{state}：{page}</translation>
    </message>
    <message>
        <source>No picture from a camera</source>
        <translation>没有摄像头画面</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Page found</source>
        <translation>已找到页面</translation>
    </message>
    <message>
        <source>No page edges</source>
        <translation>未找到页面边缘</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Scan with the camera</source>
        <translation>用摄像头扫描</translation>
    </message>
    <message>
        <source>Lay one page flat and whole under the camera and press Space; then the next. Esc ends.</source>
        <translation>把一页纸平整、完整地放在摄像头下，按空格键拍摄；再换下一页。按 Esc 结束。</translation>
    </message>
    <message>
        <source>Take the page (Space)</source>
        <translation>拍摄这一页（空格）</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>摄像头画面</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Folder of the scanner</source>
        <translation>扫描仪的文件夹</translation>
    </message>
    <message>
        <source>Watched folder</source>
        <translation>监视文件夹</translation>
    </message>
    <message>
        <source>What the scanner puts into this folder is taken in by itself and then removed from there, because it shows clients&apos; data. What cannot be read is put into its subfolder &quot;refused&quot;.</source>
        <translation>扫描仪存入此文件夹的文件会自动导入；因其中有客户资料，导入后即从文件夹中删除。无法导入的文件移入其下的“refused”子文件夹。</translation>
    </message>
    <message>
        <source>Folder of this counter&apos;s scanner</source>
        <translation>本柜台扫描仪的文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Take in what comes into this folder</source>
        <translation>自动导入此文件夹中的文件</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ScanBar</name>
    <message>
        <source>File complete forms ({count})</source>
        <translation>归入已齐表单（{count}）</translation>
    </message>
    <message>
        <source>File complete</source>
        <translation>归入已齐表单</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Camera…</source>
        <translation>摄像头…</translation>
    </message>
    <message>
        <source>Watched folder…</source>
        <translation>监视文件夹…</translation>
    </message>
    <message>
        <source>Reading {number} of {count}: {name}</source>
        <translation>正在识别第 {number} 个，共 {count} 个：{name}</translation>
    </message>
    <message>
        <source>Leave the rest</source>
        <translation>其余不再导入</translation>
    </message>
    <message>
        <source>Files read</source>
        <translation>已识别的文件</translation>
    </message>
</context>
<context>
    <name>ScanFolder</name>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Not working</source>
        <translation>不能工作</translation>
    </message>
    <message>
        <source>On</source>
        <translation>已开启</translation>
    </message>
    <message>
        <source>No folder is watched at this counter.</source>
        <translation>本柜台没有监视文件夹。</translation>
    </message>
    <message>
        <source>{taken} taken in, {refused} refused since the program was started.</source>
        <translation>程序启动以来导入 {taken} 个，未导入 {refused} 个。</translation>
    </message>
</context>
<context>
    <name>ScanForms</name>
    <message>
        <source>{ready} of {count} complete</source>
        <translation>{count} 份中 {ready} 份已齐</translation>
    </message>
    <message>
        <source>Waiting for paper</source>
        <translation>待回纸质件</translation>
    </message>
    <message>
        <source>No such form waits</source>
        <translation>没有这样的待回表单</translation>
    </message>
    <message>
        <source>Nothing here matches the filter. Print the form for signing by hand first.</source>
        <translation>没有符合筛选条件的表单。请先打印表单，由客户在纸上签署。</translation>
    </message>
    <message>
        <source>No form waits</source>
        <translation>没有待回的表单</translation>
    </message>
    <message>
        <source>A form that is printed to be signed by hand stands here until it is back.</source>
        <translation>打印出来在纸上签署的表单会列在这里，直到扫描回来。</translation>
    </message>
    <message>
        <source>Client, case or form</source>
        <translation>客户、业务编号或表单</translation>
    </message>
    <message>
        <source>File this form</source>
        <translation>归入此表单</translation>
    </message>
</context>
<context>
    <name>ScanPile</name>
    <message>
        <source>{count} sheets</source>
        <translation>共 {count} 张</translation>
    </message>
    <message>
        <source>Scanned pages</source>
        <translation>已扫描的页</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>To see to ({count})</source>
        <translation>待处理（{count}）</translation>
    </message>
    <message>
        <source>Nothing to see to</source>
        <translation>没有待处理的页</translation>
    </message>
    <message>
        <source>Every page was recognised. Complete forms can be filed.</source>
        <translation>每一页都已识别，已齐的表单可以归入。</translation>
    </message>
    <message>
        <source>No scanned pages</source>
        <translation>还没有扫描页</translation>
    </message>
    <message>
        <source>Drop the files of the scanner here: all forms in one pile, in any order, either way up.</source>
        <translation>把扫描仪的文件拖到这里：所有表单可放在一叠，顺序和方向不限。</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Which pages</source>
        <translation>显示哪些页</translation>
    </message>
</context>
<context>
    <name>ScanSheet</name>
    <message>
        <source>Remove from the list</source>
        <translation>从列表中移除</translation>
    </message>
    <message>
        <source>Fetching the page…</source>
        <translation>正在读取页面…</translation>
    </message>
    <message>
        <source>The picture of this page cannot be shown.</source>
        <translation>此页的图像无法显示。</translation>
    </message>
    <message>
        <source>{page} (here)</source>
        <translation>{page}（已有）</translation>
    </message>
    <message>
        <source>Choose the form.</source>
        <translation>请选择表单。</translation>
    </message>
    <message>
        <source>Choose the page.</source>
        <translation>请选择页。</translation>
    </message>
    <message>
        <source>No page chosen</source>
        <translation>未选中任何页</translation>
    </message>
    <message>
        <source>Choose a page at the left, or a dot at the right.</source>
        <translation>在左侧选择一页，或点右侧的页码圆点。</translation>
    </message>
    <message>
        <source>This is the form</source>
        <translation>属于表单</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Title, client or case</source>
        <translation>标题、客户或编号</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>向左转</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>向右转</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>作废…</translation>
    </message>
</context>
<context>
    <name>Scans</name>
    <message>
        <source>Not taken in</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Recognised</source>
        <translation>已识别</translation>
    </message>
    <message>
        <source>No code</source>
        <translation>无码</translation>
    </message>
    <message>
        <source>Not ours</source>
        <translation>非本部</translation>
    </message>
    <message>
        <source>Old print</source>
        <translation>旧版打印件</translation>
    </message>
    <message>
        <source>Twice</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>已归入</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>It is filed together with the other pages of its form.</source>
        <translation>将与同一表单的其他页一并归入。</translation>
    </message>
    <message>
        <source>No code could be read. Choose below which form and page it is, or scan it again.</source>
        <translation>没有读出页码标识。请在下方选择它属于哪份表单的第几页，或重新扫描。</translation>
    </message>
    <message>
        <source>Its code belongs to no paper of this branch. Give it back and discard it here.</source>
        <translation>页上的标识不属于本营业部的任何文件。请将纸件退回，并在此作废。</translation>
    </message>
    <message>
        <source>The form was changed after this was printed. Print it anew and have it signed; discard this page.</source>
        <translation>打印之后表单内容已有变更。请重新打印、签署，并作废此页。</translation>
    </message>
    <message>
        <source>This page is here already, or its form has been filed. Discard the one that is worse to read.</source>
        <translation>这一页已经有了，或其表单已经归入。请作废较不清晰的一张。</translation>
    </message>
    <message>
        <source>An empty back: set aside, it is filed nowhere. If it is not empty, assign it.</source>
        <translation>空白背面，已自动搁置，不会归入。若并非空白，请在下方指定。</translation>
    </message>
    <message>
        <source>It has been filed.</source>
        <translation>已经归入。</translation>
    </message>
    <message>
        <source>It has been discarded.</source>
        <translation>已经作废。</translation>
    </message>
    <message>
        <source>{title}, page {page} of {pages}</source>
        <translation>{title}，第 {page} 页，共 {pages} 页</translation>
    </message>
    <message>
        <source>{name}, sheet {place}</source>
        <translation>{name}，第 {place} 张</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Changed since printed: print anew</source>
        <translation>打印后有变更，须重新打印</translation>
    </message>
    <message>
        <source>All pages here</source>
        <translation>页已齐</translation>
    </message>
    <message>
        <source>Nothing scanned yet</source>
        <translation>尚未扫描</translation>
    </message>
    <message>
        <source>Page {page} missing</source>
        <translation>第 {page} 页缺</translation>
    </message>
    <message>
        <source>Pages {pages} missing</source>
        <translation>第 {pages} 页缺</translation>
    </message>
</context>
<context>
    <name>ScansPage</name>
    <message>
        <source>There is no picture and no PDF in it.</source>
        <translation>其中没有图片或 PDF 文件。</translation>
    </message>
    <message>
        <source>add files</source>
        <translation>添加文件</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>assign</source>
        <translation>指定</translation>
    </message>
    <message>
        <source>discard</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>file complete forms</source>
        <translation>归入已齐表单</translation>
    </message>
    <message>
        <source>Page {page} has not been scanned yet.</source>
        <translation>第 {page} 页尚未扫描。</translation>
    </message>
    <message>
        <source>Scans to take in</source>
        <translation>选择扫描件</translation>
    </message>
    <message>
        <source>Scans (PDF, JPEG, PNG, TIFF)</source>
        <translation>扫描件（PDF、JPEG、PNG、TIFF）</translation>
    </message>
    <message>
        <source>Pages taken in: {pages}. Files refused: {files}; choose one in the pile to see why.</source>
        <translation>导入 {pages} 页，{files} 个文件未导入；在左侧选中可查看原因。</translation>
    </message>
    <message>
        <source>Pages taken in: {pages}. The rest was left.</source>
        <translation>导入 {pages} 页，其余未导入。</translation>
    </message>
    <message>
        <source>Pages taken in: {pages}.</source>
        <translation>导入 {pages} 页。</translation>
    </message>
    <message>
        <source>Discard pages ({count})</source>
        <translation>作废 {count} 页</translation>
    </message>
    <message>
        <source>Forms filed ({count}): {titles}</source>
        <translation>已归入 {count} 份：{titles}</translation>
    </message>
    <message>
        <source>Their pictures are removed for good. Say why; it is registered.</source>
        <translation>图像将被永久删除。请说明原因，并会登记。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>Discarded.</source>
        <translation>已作废。</translation>
    </message>
    <message>
        <source>Assigned.</source>
        <translation>已指定。</translation>
    </message>
    <message>
        <source>The papers are being sealed and filed. This takes a second each.</source>
        <translation>正在加盖签章并归入，每份约一秒。</translation>
    </message>
    <message>
        <source>{title}: {why}</source>
        <translation>{title}：{why}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
</TS>
