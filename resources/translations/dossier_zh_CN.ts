<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>DestructionView</name>
    <message>
        <source>Propose {count} dossiers for destruction</source>
        <translation>提出销毁 {count} 份档案</translation>
    </message>
    <message>
        <source>Nothing is destroyed before the person in charge approves and a witness is there. Say why.</source>
        <translation>负责人批准并有监销人在场之前不会销毁任何档案。请填写原因。</translation>
    </message>
    <message>
        <source>Propose</source>
        <translation>提出</translation>
    </message>
    <message>
        <source>Approve the destruction of {count} dossiers?</source>
        <translation>同意销毁 {count} 份档案？</translation>
    </message>
    <message>
        <source>Check the list at the right. After a witness has confirmed the archivist can destroy them.</source>
        <translation>请核对右侧清单。监销人确认后，档案管理员即可执行销毁。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>同意</translation>
    </message>
    <message>
        <source>Refuse the destruction</source>
        <translation>不同意销毁</translation>
    </message>
    <message>
        <source>Say why.</source>
        <translation>请填写原因。</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Be the witness of this destruction?</source>
        <translation>担任本次销毁的监销人？</translation>
    </message>
    <message>
        <source>You confirm that you compare the papers with the list and stay until they are destroyed.</source>
        <translation>您确认将对照清单核对档案，并在场监督直至销毁完毕。</translation>
    </message>
    <message>
        <source>I am the witness</source>
        <translation>我来监销</translation>
    </message>
    <message>
        <source>Destroy {count} dossiers for good?</source>
        <translation>确定销毁 {count} 份档案？</translation>
    </message>
    <message>
        <source>Their electronic files are removed now and cannot be brought back. Titles and hashes stay.</source>
        <translation>电子文件将立即删除，无法恢复；文件名称和内容摘要永久保留。</translation>
    </message>
    <message>
        <source>Destroy</source>
        <translation>执行销毁</translation>
    </message>
    <message>
        <source>The dossiers are being destroyed; until the last is through nothing has gone…</source>
        <translation>正在销毁档案，全部处理完之前不会删除任何文件…</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Destruction list</source>
        <translation>销毁清册</translation>
    </message>
    <message>
        <source>No dossier was ever proposed for destruction.</source>
        <translation>尚未提出过档案销毁。</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>提出</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>监销</translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation>已销毁</translation>
    </message>
    <message>
        <source>Closed on {closed}, kept until {until}; {papers} documents, {pages} pages</source>
        <translation>{closed} 销户，保管至 {until}；{papers} 件，{pages} 页</translation>
    </message>
    <message>
        <source>Time is up</source>
        <translation>保管期满</translation>
    </message>
    <message>
        <source>{count} dossiers</source>
        <translation>{count} 份</translation>
    </message>
    <message>
        <source>Propose ({count})</source>
        <translation>提出销毁（{count}）</translation>
    </message>
    <message>
        <source>Register of destructions</source>
        <translation>销毁登记</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>On a list</source>
        <translation>已列入清册</translation>
    </message>
    <message>
        <source>No dossier’s time is up. It is listed here by itself on its day.</source>
        <translation>没有保管期满的档案。期满当日自动列在这里。</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Closed on</source>
        <translation>销户日期</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>保管至</translation>
    </message>
    <message>
        <source>Nothing was destroyed yet. Mark dossiers whose time is up and press &quot;Propose&quot;.</source>
        <translation>还没有销毁记录。请在期满档案中勾选后按“提出销毁”。</translation>
    </message>
    <message>
        <source>List</source>
        <translation>清册</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Dossiers</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Dossier</name>
    <message>
        <source>Identity and application</source>
        <translation>身份与申请资料</translation>
    </message>
    <message>
        <source>Assessment and education</source>
        <translation>风险测评与投资者教育</translation>
    </message>
    <message>
        <source>Risk disclosures</source>
        <translation>风险揭示书</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Bank custody</source>
        <translation>第三方存管</translation>
    </message>
    <message>
        <source>Service relationship</source>
        <translation>服务关系</translation>
    </message>
    <message>
        <source>Transfer out and closing</source>
        <translation>转销户资料</translation>
    </message>
    <message>
        <source>Bookings and contacts</source>
        <translation>预约与联系记录</translation>
    </message>
    <message>
        <source>Complaints</source>
        <translation>投诉与纠纷</translation>
    </message>
    <message>
        <source>Other papers</source>
        <translation>其他资料</translation>
    </message>
    <message>
        <source>Account opening</source>
        <translation>开户</translation>
    </message>
    <message>
        <source>Transfer out</source>
        <translation>转销户</translation>
    </message>
    <message>
        <source>Transfer out, client stayed</source>
        <translation>转销户（客户留下）</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更</translation>
    </message>
    <message>
        <source>Destroyed</source>
        <translation>已销毁</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>已替换</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>纸质签署</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>已签章</translation>
    </message>
    <message>
        <source>Sent back, until {day}</source>
        <translation>退回，限 {day}</translation>
    </message>
    <message>
        <source>At the counter</source>
        <translation>在柜台</translation>
    </message>
    <message>
        <source>With the archivist</source>
        <translation>待清点</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待清点</translation>
    </message>
    <message>
        <source>{count} sent back</source>
        <translation>退回 {count} 套</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已接收</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>已归还</translation>
    </message>
    <message>
        <source>{count} days overdue</source>
        <translation>逾期 {count} 天</translation>
    </message>
    <message>
        <source>Lent</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>To be approved</source>
        <translation>待审批</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>未同意</translation>
    </message>
    <message>
        <source>Witness wanted</source>
        <translation>待监销</translation>
    </message>
    <message>
        <source>To be carried out</source>
        <translation>待执行</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>查阅</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>导出</translation>
    </message>
</context>
<context>
    <name>DossierPage</name>
    <message>
        <source>show a paper</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <source>print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>paper</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>mark</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>receive</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>open the dossier</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>read again</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>移交资料</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>接收资料</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借阅</translation>
    </message>
    <message>
        <source>Destruction</source>
        <translation>销毁</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
</context>
<context>
    <name>FolderSide</name>
    <message>
        <source>About the dossier</source>
        <translation>档案信息</translation>
    </message>
    <message>
        <source>Client number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>Identity paper</source>
        <translation>证件</translation>
    </message>
    <message>
        <source>{number} (closed)</source>
        <translation>{number}（已销户）</translation>
    </message>
    <message>
        <source>Fund account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Place of the paper</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>not placed yet</source>
        <translation>尚未上架</translation>
    </message>
    <message>
        <source>while the account is open</source>
        <translation>账户尚未销户</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>保管至</translation>
    </message>
    <message>
        <source>Destruction list</source>
        <translation>销毁清册</translation>
    </message>
    <message>
        <source>Lay at {place} until it was moved</source>
        <translation>曾存放于 {place}</translation>
    </message>
    <message>
        <source>Missing: {papers}</source>
        <translation>缺少：{papers}</translation>
    </message>
    <message>
        <source>Register of uses</source>
        <translation>使用登记</translation>
    </message>
    <message>
        <source>own work</source>
        <translation>本人经办</translation>
    </message>
    <message>
        <source>Where the paper lies</source>
        <translation>纸质档案存放位置</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>库房</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>架</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>盒</translation>
    </message>
    <message>
        <source>Why it is moved</source>
        <translation>上架或调整原因</translation>
    </message>
    <message>
        <source>Lend the dossier</source>
        <translation>借出档案</translation>
    </message>
    <message>
        <source>Lend</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借阅人</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Back on (empty: the longest time)</source>
        <translation>归还日期（不填为最长期限）</translation>
    </message>
</context>
<context>
    <name>FolderView</name>
    <message>
        <source>Nobody was found by that. Try the archive number or part of the name.</source>
        <translation>没有找到。请改用档案编号，或者姓名的一部分。</translation>
    </message>
    <message>
        <source>What do you need this dossier for?</source>
        <translation>请填写查阅用途</translation>
    </message>
    <message>
        <source>It is not your own work. Your name, the time and the purpose are registered.</source>
        <translation>该档案不属于您经办的业务。系统将登记您的姓名、时间和用途。</translation>
    </message>
    <message>
        <source>Open the dossier</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>Choose a paper and press Enter.</source>
        <translation>选择文件后按回车键查看。</translation>
    </message>
    <message>
        <source>Destroyed on {at} by {name}, witness {witness}, list {number}: {why}</source>
        <translation>已于 {at} 由 {name} 销毁，监销人 {witness}，清册 {number}：{why}</translation>
    </message>
    <message>
        <source>Replaced by {number}; kept for reference.</source>
        <translation>已由 {number} 替换，留存备查。</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已送打印。</translation>
    </message>
    <message>
        <source>Export the whole dossier</source>
        <translation>导出整份档案</translation>
    </message>
    <message>
        <source>All papers, the data and how to check them go into one file. What is it needed for?</source>
        <translation>全部文件、数据和核对说明将写入一个压缩包。请填写用途。</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>{number} exported</source>
        <translation>{number} 已导出</translation>
    </message>
    <message>
        <source>The dossier is being packed…</source>
        <translation>正在打包档案…</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>资料齐全</translation>
    </message>
    <message>
        <source>Papers missing</source>
        <translation>资料不齐</translation>
    </message>
    <message>
        <source>Lent to {name} until {day}</source>
        <translation>{name} 借阅中，应于 {day} 归还</translation>
    </message>
    <message>
        <source>{count} documents, {pages} pages</source>
        <translation>{count} 件，{pages} 页</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>卷内文件</translation>
    </message>
    <message>
        <source>Archive number, client number or name</source>
        <translation>档案编号、客户编号或姓名</translation>
    </message>
    <message>
        <source>Clients found</source>
        <translation>找到的客户</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>封面</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借阅登记</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>存放位置</translation>
    </message>
    <message>
        <source>Lend</source>
        <translation>借出</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>No dossier open</source>
        <translation>尚未打开档案</translation>
    </message>
    <message>
        <source>Scan the barcode of a cover, or type a number or part of a name, and press Enter.</source>
        <translation>扫描封面条码，或者输入编号、姓名的一部分，然后按回车键。</translation>
    </message>
</context>
<context>
    <name>HandingView</name>
    <message>
        <source>Handed over with the sheet {number}</source>
        <translation>已移交，交接表 {number}</translation>
    </message>
    <message>
        <source>Hand over ({count})</source>
        <translation>移交（{count}）</translation>
    </message>
    <message>
        <source>Papers of the set</source>
        <translation>本套资料</translation>
    </message>
    <message>
        <source>No papers wait at the counter.</source>
        <translation>柜台没有待移交的资料。</translation>
    </message>
    <message>
        <source>Missing: {papers}</source>
        <translation>缺少：{papers}</translation>
    </message>
    <message>
        <source>Untick what is not handed over on paper.</source>
        <translation>没有纸质原件的，请取消勾选。</translation>
    </message>
    <message>
        <source>Press Space to hand this set over.</source>
        <translation>按空格键选中本套资料。</translation>
    </message>
    <message>
        <source>Papers at the counter</source>
        <translation>待移交的资料</translation>
    </message>
    <message>
        <source>Sheets handed over</source>
        <translation>已移交的交接表</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>选中</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Remark (may be empty)</source>
        <translation>移交说明（可不填）</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>移交说明</translation>
    </message>
    <message>
        <source>No papers lie at the counter. They come here when a case is finished.</source>
        <translation>柜台没有待移交的资料。业务办结后资料会列在这里。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>业务编号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>办结时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Nothing was handed over yet. Choose a set, tick its papers and press &quot;Hand over&quot;.</source>
        <translation>还没有移交记录。请选择一套资料，勾选后按“移交”。</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>交接表</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>移交时间</translation>
    </message>
</context>
<context>
    <name>LoansView</name>
    <message>
        <source>{count} loans, {late} overdue</source>
        <translation>{count} 笔，其中逾期 {late} 笔</translation>
    </message>
    <message>
        <source>Loans</source>
        <translation>借阅</translation>
    </message>
    <message>
        <source>{number} comes back</source>
        <translation>归还 {number}</translation>
    </message>
    <message>
        <source>Count the papers and say in what state the dossier is.</source>
        <translation>请清点文件，并填写档案状况。</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>确认归还</translation>
    </message>
    <message>
        <source>{number} is back</source>
        <translation>{number} 已归还</translation>
    </message>
    <message>
        <source>Lent out</source>
        <translation>借出中</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Open the dossier</source>
        <translation>打开档案</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>归还</translation>
    </message>
    <message>
        <source>No dossier is lent out</source>
        <translation>没有借出的档案</translation>
    </message>
    <message>
        <source>A dossier is lent from its own page.</source>
        <translation>在档案页面办理借出。</translation>
    </message>
    <message>
        <source>Dossier</source>
        <translation>档案</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Borrower</source>
        <translation>借阅人</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Lent on</source>
        <translation>借出时间</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>应还日期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>PledgePage</name>
    <message>
        <source>{count} have not signed</source>
        <translation>{count} 人未签署</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>签署登记</translation>
    </message>
    <message>
        <source>The pledge is signed and filed.</source>
        <translation>承诺书已签署并归档。</translation>
    </message>
    <message>
        <source>Signed on {day}</source>
        <translation>{day} 已签署</translation>
    </message>
    <message>
        <source>You have signed the text in force. You are asked again when it changes.</source>
        <translation>您已签署现行版本。文本更新后需要重新签署。</translation>
    </message>
    <message>
        <source>Not signed yet</source>
        <translation>尚未签署</translation>
    </message>
    <message>
        <source>Read the text at the left, then sign below with pen or mouse.</source>
        <translation>请阅读左侧全文，然后在下方用笔或鼠标签名。</translation>
    </message>
    <message>
        <source>Pledge of confidentiality</source>
        <translation>保密承诺</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签署</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>未签署</translation>
    </message>
    <message>
        <source>Nobody is in the register of staff. Add them on the page &quot;Staff&quot;.</source>
        <translation>员工名册中没有人员，请在“人员管理”页面添加。</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Last signed</source>
        <translation>最近签署</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>现行版本</translation>
    </message>
</context>
<context>
    <name>ReceivingView</name>
    <message>
        <source>{number} is received</source>
        <translation>{number} 已接收</translation>
    </message>
    <message>
        <source>Hand-over sheet</source>
        <translation>交接表</translation>
    </message>
    <message>
        <source>Nothing waits to be received.</source>
        <translation>没有待接收的资料。</translation>
    </message>
    <message>
        <source>From {name} ({number}). {note}</source>
        <translation>移交人 {name}（{number}）&#x3000;{note}</translation>
    </message>
    <message>
        <source>Hand-over sheets</source>
        <translation>交接表</translation>
    </message>
    <message>
        <source>Points within a year</source>
        <translation>一年内记分</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Receive</source>
        <translation>接收资料</translation>
    </message>
    <message>
        <source>No sheet waits. It comes here when the counter hands papers over.</source>
        <translation>没有待接收的移交单。柜台移交资料后会列在这里。</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>交接表</translation>
    </message>
    <message>
        <source>From</source>
        <translation>移交人</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>资料</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>移交时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>with the general manager</source>
        <translation>已报总经理</translation>
    </message>
    <message>
        <source>No points within a year. They are given when papers come late or incomplete.</source>
        <translation>近一年没有扣分。资料迟交、缺件时才会记分。</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Bad sets</source>
        <translation>不齐次数</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>记分</translation>
    </message>
</context>
<context>
    <name>SetRow</name>
    <message>
        <source>Into the archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Missing: {papers}</source>
        <translation>缺少：{papers}</translation>
    </message>
    <message>
        <source>What is missing, or why it is taken all the same</source>
        <translation>缺少什么，或者仍予接收的原因</translation>
    </message>
    <message>
        <source>To be completed until</source>
        <translation>补齐期限</translation>
    </message>
    <message>
        <source>Taken into the archive by {name} on {at}</source>
        <translation>{name} 于 {at} 接收归档</translation>
    </message>
    <message>
        <source>Sent back by {name}: {words} Until {day}, {points} points.</source>
        <translation>{name} 退回：{words}，限 {day} 补齐，记 {points} 分。</translation>
    </message>
</context>
</TS>
